import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alert } from "../../../tests/fixtures/wire";
import type { SoundName } from "../../kit/sound.svelte";
import type { Alert } from "../../wire/types.gen";
import { Ringer } from "./ringer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ringing() {
  const rung: [SoundName, number[]][] = [];
  const ring = (sound: SoundName, alerts: Alert[]) =>
    rung.push([sound, alerts.map(({ entry }) => entry)]);
  const ringer = new Ringer(ring);
  return { ringer, rung, take: () => rung.splice(0) };
}

test("rings at once, and again until somebody has acted", () => {
  const { ringer, take } = ringing();
  ringer.update([alert(1)]);
  expect(take()).toEqual([["newChat", [1]]]);
  vi.advanceTimersByTime(40_000);
  expect(take()).toEqual([
    ["newChat", [1]],
    ["newChat", [1]],
  ]);
  ringer.update([]);
  vi.advanceTimersByTime(40_000);
  expect(take()).toEqual([]);
});

test("those that sound alike ring once together, and only news rings at once", () => {
  const { ringer, take } = ringing();
  ringer.update([alert(1), alert(2)]);
  expect(take()).toEqual([["newChat", [1, 2]]]);
  ringer.update([alert(2)]);
  expect(take()).toEqual([]);
  ringer.update([alert(2), alert(3, { kind: "routed" })]);
  expect(take()).toEqual([["newChat", [2, 3]]]);
  vi.advanceTimersByTime(20_000);
  expect(take()).toEqual([["newChat", [2, 3]]]);
});

test("each kind has a sound, and becoming more urgent is news", () => {
  const { ringer, take } = ringing();
  ringer.update([
    alert(1),
    alert(2, { kind: "transfer" }),
    alert(3, { kind: "invitation" }),
    alert(4, { kind: "hold" }),
  ]);
  expect(take()).toEqual([
    ["newChat", [1]],
    ["handover", [2, 3]],
    ["overdue", [4]],
  ]);
  ringer.update([alert(1, { kind: "overdue" })]);
  expect(take()).toEqual([["overdue", [1]]]);
});

test("it repeats as often as the team has chosen", () => {
  const { ringer, take } = ringing();
  ringer.update([alert(1, { repeat: 5 })]);
  take();
  vi.advanceTimersByTime(10_000);
  expect(take()).toHaveLength(2);
});
