import { expect, test } from "vitest";
import {
  ANA,
  BO,
  event,
  fromAna,
  fromCustomer,
  joined,
  started,
} from "../../../tests/fixtures/wire";
import type { Unsent } from "../../wire/outbox.svelte";
import type { Event } from "../../wire/types.gen";
import { lines } from "./lines";
import type { Line } from "./lines";

const words = (line: Line | undefined): string | undefined =>
  line?.is === "said" ? line.text : line?.parts.map(({ text }) => text).join("");

const read = (...events: Event[]): (string | undefined)[] => lines(events, [], 0, 0).map(words);

const unsent = (key: string): Unsent => ({
  key,
  chat: 1,
  text: "on its way",
  note: false,
  canned: null,
  at: started().at,
  state: "sending",
  problem: null,
});

test("the start is a line and the customer's own words", () => {
  const [line, words] = lines([started()], [], 0, 0);
  expect(line).toMatchObject({ is: "happened", icon: "clock" });
  expect(words).toMatchObject({ is: "said", mine: true, text: "No wireless.", who: "You" });
});

test("what happens is told in the customer's words", () => {
  const who = { representative: ANA };
  expect(
    read(
      joined(2),
      event(3, { kind: "chat.held", ...who }),
      event(4, { kind: "chat.resumed", ...who }),
      event(5, { kind: "representative.left", ...who, owner: BO }),
      event(6, { kind: "chat.returned", ...who, why: "lost" }),
      event(7, { kind: "chat.returned", ...who, why: "hold_too_long" }),
      event(8, { kind: "chat.ended", by: "representative" }),
    ),
  ).toEqual([
    "You are now chatting with Ana Ruiz.",
    "Ana has stepped away for a moment. You are still connected – please keep this window open.",
    "Ana is back.",
    "Ana Ruiz has left the chat. Bo Lind is still here.",
    "Ana could not reconnect. We are finding someone else; you are first in line.",
    "We are finding someone else; you are first in line.",
    "The chat has ended.",
  ]);
});

test("who joins and how is told; what is internal is not", () => {
  const bo = { representative: BO, owner: ANA };
  expect(
    read(
      event(2, { kind: "representative.joined", ...bo, how: "invitation" }),
      event(3, { kind: "owner.changed", owner: BO }),
      event(4, { kind: "representative.left", ...bo, lost: true }),
      event(5, { kind: "representative.joined", ...bo, how: "rejoined" }),
      event(6, { kind: "representative.joined", ...bo, how: "transfer" }),
      event(7, { kind: "chat.moved", team: "Library", id: 2, before: 1, why: "overflow" }),
    ),
  ).toEqual([
    "Bo Lind has joined to help. Ana Ruiz is still here.",
    "You are now chatting with Bo Lind.",
    "Bo Lind could not reconnect. Ana Ruiz is still here.",
    "Bo Lind is back.",
    "You are now chatting with Bo Lind.",
  ]);
});

test("messages of one author stand together, but not after a long while", () => {
  const late = { ...fromAna(4, "late"), at: fromAna(3, "").at + 300_000 };
  const all = lines([fromAna(2, "one"), fromAna(3, "two"), late], [], 0, 0);
  expect(all.map((line) => line.is === "said" && line.who)).toEqual(["Ana", undefined, "Ana"]);
});

test("only my last message is marked, as sent or as seen", () => {
  const events = [fromCustomer(2, "one", "k1"), fromCustomer(3, "two", "k2"), fromAna(4, "hm")];
  const marks = (seen: number) =>
    lines(events, [], seen, 0).map((line) => line.is === "said" && line.mark);
  expect(marks(2)).toEqual([undefined, "sent", undefined]);
  expect(marks(3)).toEqual([undefined, "seen", undefined]);
});

test("a message on its way keeps its key when it has arrived", () => {
  const before = lines([started()], [unsent("k1")], 0, 0).at(-1)!;
  const after = lines([started(), fromCustomer(2, "on its way", "k1")], [], 0, 0).at(-1)!;
  expect(before).toMatchObject({ key: "k1", unsent: { state: "sending" } });
  expect(after.key).toBe(before.key);
});
