import { expect, test } from "vitest";
import {
  ANA,
  BO,
  event,
  fromAna,
  fromCustomer,
  joined,
  offerClosed,
  offered,
  started,
  view,
} from "../../tests/fixtures/wire";
import { transcript } from "./transcript";

const hold = { representative: ANA };

test("every line a customer could read, in the reader's time zone", () => {
  const events = [
    started(),
    joined(2),
    fromAna(3, "Hello Maya.\nWhat happens?"),
    event(4, { kind: "note", text: "secret" }),
    fromCustomer(5, "<script>alert(1)</script>"),
    event(6, { kind: "chat.held", ...hold }),
    event(7, { kind: "chat.resumed", ...hold }),
    event(8, { kind: "customer.away" }),
    event(9, { kind: "customer.back" }),
    event(10, { kind: "chat.returned", ...hold, why: "lost" }),
    event(11, { kind: "chat.returned", ...hold, why: "hold_too_long" }),
    event(12, { kind: "representative.left", ...hold, owner: BO }),
    event(13, { kind: "customer.left", how: "button" }),
    event(14, { kind: "chat.ended", by: "customer" }),
  ];
  expect(transcript(view(), events, "Europe/Berlin")).toBe(
    [
      "Chat 4821 · Maya Okafor · Service Desk · Wireless or network",
      "22 November 2026",
      "",
      "11:29 Maya Okafor: No wireless.",
      "11:30 You are now chatting with Ana Ruiz.",
      "11:31 Ana Ruiz: Hello Maya.",
      "      What happens?",
      "11:33 Maya Okafor: <script>alert(1)</script>",
      "11:34 Ana Ruiz put the chat on hold.",
      "11:35 Ana Ruiz is back.",
      "11:38 Ana Ruiz could not reconnect. The chat went back to the line.",
      "11:39 The chat went back to the line.",
      "11:40 Ana Ruiz has left the chat.",
      "11:41 Maya Okafor has left.",
      "11:42 The chat has ended.",
    ].join("\n"),
  );
});

test("midnight is 00:00, and the date is that of the first event", () => {
  const late = { ...started(), at: Date.parse("2026-11-21T23:59:00Z") };
  const text = transcript(view(), [late, { ...joined(2), at: late.at + 60_000 }], "UTC");
  expect(text).toContain("21 November 2026\n\n23:59 Maya");
  expect(text).toContain("\n00:00 You are");
});

test("who joined and how, and nothing internal", () => {
  const bo = { representative: BO, owner: ANA };
  const events = [
    started(),
    joined(2),
    offered(3),
    event(4, { kind: "representative.joined", ...bo, how: "invitation" }),
    event(5, { kind: "owner.changed", owner: BO }),
    event(6, { kind: "chat.taken_over", representative: ANA, reason: "secret" }),
    event(7, { kind: "representative.left", ...bo, lost: true }),
    event(8, { kind: "representative.joined", ...bo, how: "rejoined" }),
    offerClosed(9, "declined"),
    event(10, { kind: "chat.moved", team: "Library", id: 2, before: 1, why: "overflow" }),
    event(11, { kind: "chat.ending", representative: BO, until: 0 }),
    event(12, { kind: "chat.ending_undone", why: "undone" }),
  ];
  const said = transcript(view(), events, "UTC").split("\n").slice(4);
  expect(said.map((line) => line.slice(6))).toEqual([
    "You are now chatting with Ana Ruiz.",
    "Bo Lind has joined to help.",
    "You are now chatting with Bo Lind.",
    "Bo Lind could not reconnect.",
    "Bo Lind is back.",
  ]);
});
