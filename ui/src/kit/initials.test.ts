import { expect, test } from "vitest";
import { initials, pairOf } from "./initials";

test("the first letters of the first and the last word, never half a character", () => {
  expect(initials("Maya Okafor")).toBe("MO");
  expect(initials("  ana  maria ruiz ")).toBe("AR");
  expect(initials("Plato")).toBe("P");
  expect(initials("😀 Smile")).toBe("😀S");
  expect(initials("")).toBe("?");
});

test("a name always has the same colours, and names are spread over all", () => {
  expect(pairOf("Maya Okafor")).toBe(pairOf("Maya Okafor"));
  const pairs = Array.from({ length: 40 }, (_, index) => pairOf(`Customer ${index}`));
  expect(new Set(pairs).size).toBe(5);
});
