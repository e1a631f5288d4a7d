import { beforeEach, expect, test, vi } from "vitest";
import { Backoff } from "./backoff";

const act = vi.fn();
let backoff: Backoff;

beforeEach(() => {
  vi.useFakeTimers();
  act.mockReset();
  backoff = new Backoff(act);
});

/** Asks for a call and waits for it; how long that took. */
function wait(): number {
  const before = Date.now();
  backoff.later();
  vi.advanceTimersToNextTimer();
  return Date.now() - before;
}

test("waits double from one second to ten, and start anew after success", () => {
  expect(Array.from({ length: 6 }, wait)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
  backoff.succeeded();
  expect(wait()).toBe(1000);
});

test("several who ask are called once", () => {
  backoff.later();
  backoff.later();
  vi.advanceTimersByTime(60_000);
  expect(act).toHaveBeenCalledOnce();
  expect(wait()).toBe(2000);
});
