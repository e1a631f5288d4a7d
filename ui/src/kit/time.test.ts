import { expect, test } from "vitest";
import { clock, day, duration } from "./time";

const at = Date.UTC(2026, 10, 22, 0, 5);

test("lengths of time are m:ss, and h:mm:ss from an hour on", () => {
  expect(duration(0)).toBe("0:00");
  expect(duration(-500)).toBe("0:00");
  expect(duration(252_900)).toBe("4:12");
  expect(duration(3_661_000)).toBe("1:01:01");
});

test("times have 24 hours, in the reader's zone", () => {
  expect(clock(at, "UTC")).toBe("00:05");
  expect(clock(at, "America/New_York")).toBe("19:05");
  expect(day(at, "UTC")).toBe("Sunday 22 November");
  expect(day(at, "America/New_York")).toBe("Saturday 21 November");
});
