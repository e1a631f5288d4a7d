import { expect, test } from "vitest";
import { newKey } from "./keys";

test("keys fit the wire and do not repeat", () => {
  const keys = Array.from({ length: 1000 }, newKey);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{16,32}$/);
  expect(new Set(keys).size).toBe(keys.length);
});
