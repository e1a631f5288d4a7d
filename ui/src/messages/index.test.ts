import { expect, test } from "vitest";
import { translator } from "./index";

const t = translator({
  plain: "Hello",
  joined: "You are now chatting with {rep}.",
  of: "{n} of {all}",
});

test("a text is looked up and its places are filled", () => {
  expect(t("plain")).toBe("Hello");
  expect(t("joined", { rep: "Ana {n}" })).toBe("You are now chatting with Ana {n}.");
  expect(t("of", { n: 3, all: 4 })).toBe("3 of 4");
});

test("its parts tell the values from the words", () => {
  expect(t.parts("joined", { rep: "Ana Ruiz" })).toEqual([
    { text: "You are now chatting with " },
    { text: "Ana Ruiz", place: "rep" },
    { text: "." },
  ]);
});

test("forgotten values are a type error", () => {
  // @ts-expect-error `rep` is missing
  expect(t("joined", {})).toContain("undefined");
});
