import { expect, test } from "vitest";
import { fill, unfilled } from "./variables";

const values = new Map([
  ["customer.first_name", "Maya"],
  ["customer.email", ""],
]);

test("known variables are filled and set apart", () => {
  expect(fill("Hello {{customer.first_name}}!", values)).toEqual([
    { kind: "plain", text: "Hello " },
    { kind: "filled", text: "Maya" },
    { kind: "plain", text: "!" },
  ]);
});

test("unknown and empty variables stay visible", () => {
  expect(fill("{{customer.email}} {{ ticket.number }}", values)).toEqual([
    { kind: "missing", text: "{{customer.email}}" },
    { kind: "plain", text: " " },
    { kind: "missing", text: "{{ ticket.number }}" },
  ]);
});

test("a value that looks like a variable is not filled again", () => {
  const tricky = new Map([["customer.first_name", "{{customer.email}}"]]);
  expect(fill("{{customer.first_name}}", tricky)).toEqual([
    { kind: "filled", text: "{{customer.email}}" },
  ]);
});

test("what is left to fill in is named once, with the place of the first", () => {
  expect(unfilled("Ticket {{ticket.number}}, again {{ticket.number}}")).toEqual({
    names: ["ticket.number"],
    start: 7,
    end: 24,
  });
  expect(unfilled("All {braces} are fine")).toBeNull();
});
