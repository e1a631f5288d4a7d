import { expect, test } from "vitest";
import type { Event } from "../../wire/types.gen";
import { linesOf, unansweredSince } from "./lines";

const start = Date.UTC(2026, 10, 22, 10, 0);
const MINUTE = 60_000;

function event(
  seq: number,
  minutes: number,
  role: Event["role"],
  body: Event["body"] = { kind: "message", text: "…" },
): Event {
  return {
    seq,
    at: start + minutes * MINUTE,
    role,
    author: role === "customer" ? 0 : 7,
    name: "N",
    body,
  };
}

const joined = event(2, 1, "representative", {
  kind: "representative.joined",
  representative: { id: 7, name: "Ana Ruiz" },
  owner: { id: 7, name: "Ana Ruiz" },
});

test("messages of one author within two minutes stand together", () => {
  const lines = linesOf([
    event(1, 0, "customer"),
    event(2, 1, "customer"),
    event(3, 4, "customer"),
    event(4, 4, "representative"),
    event(5, 4, "representative", { kind: "message", text: "…", canned: "Introduction" }),
  ]);
  expect(lines.map((line) => line.kind === "event" && line.goesOn)).toEqual([
    false,
    false,
    true,
    false,
    false,
    false,
  ]);
});

test("a new day has a line of its own", () => {
  const lines = linesOf([event(1, 0, "customer"), event(2, 24 * 60, "customer")]);
  expect(lines.filter((line) => line.kind === "day").map((line) => line.text)).toEqual([
    "Sunday 22 November",
    "Monday 23 November",
  ]);
});

test("unanswered since the first message after the last reply", () => {
  expect(unansweredSince([joined, event(3, 2, "customer"), event(4, 3, "customer")])).toBe(
    start + 2 * MINUTE,
  );
  expect(
    unansweredSince([joined, event(3, 2, "customer"), event(4, 3, "representative")]),
  ).toBeNull();
  expect(unansweredSince([event(1, 0, "customer"), joined])).toBeNull();
});
