// Reads the wire's JSON Schema from standard input and prints TypeScript types.
import { text } from "node:stream/consumers";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(await text(process.stdin));
process.stdout.write(
  await compile(schema, "Wire", {
    bannerComment: "// Generated from the server's wire definitions by `make types`. Do not edit.",
    unreachableDefinitions: true,
    format: true,
  }),
);
