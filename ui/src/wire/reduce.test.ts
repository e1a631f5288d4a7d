import { expect, test } from "vitest";
import {
  ANA,
  BO,
  event,
  fromAna,
  joined,
  offerClosed,
  offered,
  view,
} from "../../tests/fixtures/wire";
import { applyEvent } from "./reduce";
import type { ChatView, Event, OfferMade } from "./types.gen";

const active = view({ state: "active", owner: ANA, representatives: [ANA], answered_at: 5 });
const ending = event(2, { kind: "chat.ending", representative: ANA, until: 9 });
const moved = event(2, {
  kind: "chat.moved",
  team: "Classroom Support",
  id: 2,
  before: 1,
  why: "transfer",
});
const cases: [string, ChatView, Event, Partial<ChatView>][] = [
  ["a first one joins", view(), joined(2), { state: "active", owner: ANA, representatives: [ANA] }],
  ["a second one joins", active, joined(2, BO, ANA), { owner: ANA, representatives: [ANA, BO] }],
  [
    "the owner leaves",
    { ...active, representatives: [ANA, BO] },
    event(2, { kind: "representative.left", representative: ANA, owner: BO }),
    { state: "active", owner: BO, representatives: [BO] },
  ],
  [
    "hold keeps the owner",
    active,
    event(2, { kind: "chat.held", representative: ANA }),
    { state: "held", owner: ANA, representatives: [] },
  ],
  [
    "the holder is back",
    { ...active, state: "held", representatives: [] },
    event(2, { kind: "chat.resumed", representative: ANA }),
    { state: "active", owner: ANA, representatives: [ANA] },
  ],
  [
    "returned to the line",
    active,
    event(2, { kind: "chat.returned", representative: ANA, why: "lost" }),
    { state: "waiting", owner: null, representatives: [] },
  ],
  ["away", active, event(2, { kind: "customer.away" }), { customer_presence: "away" }],
  ["back", active, event(2, { kind: "customer.back" }), { customer_presence: "here" }],
  [
    "left",
    active,
    event(2, { kind: "customer.left", how: "button" }),
    { customer_presence: "left", state: "active" },
  ],
  [
    "ended",
    active,
    event(2, { kind: "chat.ended", by: "representative" }),
    { state: "ended", representatives: [], owner: ANA, ending_at: null },
  ],
  [
    "somebody else in it has it",
    { ...active, representatives: [ANA, BO] },
    event(2, { kind: "owner.changed", owner: BO }),
    { owner: BO, representatives: [ANA, BO] },
  ],
  ["another team's", active, moved, { team: "Classroom Support" }],
  ["offered", active, offered(2), { offers: [offered(2).body as OfferMade] }],
  [
    "no longer offered",
    applyEvent(active, offered(1)),
    offerClosed(2, "declined"),
    { offers: [], owner: ANA },
  ],
  ["about to end", active, ending, { ending_at: 9, state: "active" }],
  [
    "not ending after all",
    { ...active, ending_at: 9 },
    event(2, { kind: "chat.ending_undone", why: "undone" }),
    { ending_at: null },
  ],
  ["a message", active, fromAna(2, "Hello"), {}],
];

test.each(cases)("%s", (_, before, one, changes) => {
  const frozen = structuredClone(before);
  expect(applyEvent(before, one)).toMatchObject({ ...changes, seq: 2 });
  expect(before).toEqual(frozen);
});

test("answered_at is when the first one joined", () => {
  expect(applyEvent(view(), joined(2)).answered_at).toBe(joined(2).at);
  expect(applyEvent(active, joined(2, BO, ANA)).answered_at).toBe(5);
});
