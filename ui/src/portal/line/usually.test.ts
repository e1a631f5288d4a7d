import { expect, test } from "vitest";
import { usually } from "./usually";

const cases: [low: number, high: number, words: string][] = [
  [10, 60, "Usually less than a minute from here"],
  [30, 61, "Usually up to 2 minutes from here"],
  [59, 170, "Usually up to 3 minutes from here"],
  [200, 350, "Usually 3 to 6 minutes from here"],
  [180, 360, "Usually 3 to 6 minutes from here"],
  [120, 120, "Usually 2 minutes from here"],
  [1_000, 1_261, "Usually 16 to 25 minutes from here"],
  [1_700, 3_000, "Usually 25 to 50 minutes from here"],
];

test.each(cases)("%i to %i seconds", (low, high, words) => {
  expect(usually({ low, high })).toBe(words);
});
