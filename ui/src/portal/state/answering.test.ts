import { afterEach, expect, test, vi } from "vitest";
import type { Issue } from "../bootstrap";
import { Answering } from "./answering.svelte";

const issue = (id: number): Issue => ({
  id,
  name: `Issue ${id}`,
  icon: "dots",
  team: "Desk",
  answering: false,
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page that is open learns that somebody has come, and asks no more when it is left", async () => {
  vi.useFakeTimers();
  const ask = vi.fn(async () => new Response(JSON.stringify({ issues: [2] })));
  vi.stubGlobal("fetch", ask);
  const answering = new Answering([issue(1), issue(2)], "/answering");
  const stop = answering.watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(answering.issues.map((one) => one.answering)).toEqual([false, true]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("without an answer what was known stays", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("offline")));
  const answering = new Answering([issue(1)], "/answering");
  const stop = answering.watch();
  await Promise.resolve();
  expect(answering.issues).toEqual([issue(1)]);
  stop();
});
