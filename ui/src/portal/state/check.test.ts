import { expect, test } from "vitest";
import { check, length, visible } from "./check";

const good = { issue: 1, name: "Maya", email: "m@alderbay.example", description: "No wireless." };

test("good answers have no problems", () => {
  expect(check(good)).toEqual({});
  expect(check({ ...good, name: "😀".repeat(80), email: " m@a.example " })).toEqual({});
});

test("each field says what is wrong with it", () => {
  expect(check({ issue: null, name: " ", email: "", description: "\u200b" })).toEqual({
    issue: "issueMissing",
    name: "nameMissing",
    email: "emailMissing",
    description: "descriptionMissing",
  });
  expect(
    check({
      issue: 1,
      name: "a".repeat(81),
      email: "maya@alderbay",
      description: "a".repeat(1001),
    }),
  ).toEqual({ name: "nameLong", email: "emailWrong", description: "descriptionLong" });
});

test("characters count once, invisible ones are no text", () => {
  expect(length("a😀")).toBe(2);
  expect(visible("\u2066\u2069 \u00a0\u200d")).toBe(false);
  expect(visible("\u2066x")).toBe(true);
});
