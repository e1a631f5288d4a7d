import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Polled } from "./polled.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("asks at once and again while open, and never while an answer is still to come", async () => {
  const answers: ((value: number) => void)[] = [];
  const polled = new Polled(() => new Promise<number>((resolve) => answers.push(resolve)));
  const stop = polled.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(answers).toHaveLength(1);
  answers[0]!(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(polled.value).toBe(1);
  expect(answers).toHaveLength(2);
  stop();
  answers[1]!(2);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(polled.value).toBe(1);
  expect(answers).toHaveLength(2);
});

test("a refusal leaves what was there", async () => {
  let asked = 0;
  const polled = new Polled(() => (asked++ ? Promise.reject(new Error()) : Promise.resolve("a")));
  const stop = polled.start();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(asked).toBeGreaterThan(1);
  expect(polled.value).toBe("a");
  stop();
});
