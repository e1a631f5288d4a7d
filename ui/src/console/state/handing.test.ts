import { beforeEach, expect, test } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import {
  ANA,
  BO,
  event,
  frame,
  joined,
  offerClosed,
  offered,
  started,
  view,
  whole,
} from "../../../tests/fixtures/wire";
import type { OfferClosed } from "../../wire/types.gen";

beforeEach(freshPage);

function offering(owner = ANA, by = ANA) {
  const chat = view({ state: "active", owner, representatives: [ANA, BO], offers: [] });
  const made = offered(3, { by });
  const console = consoleOf([whole(chat, started(), joined(2), made)]);
  console.desk.handing.start();
  const close = (how: OfferClosed["how"]) => console.socket.say(frame(offerClosed(4, how)));
  return { ...console, close, said: () => console.desk.notices.list.map(({ text }) => text) };
}

test.each([
  ["declined", "Bo Lind declined the transfer. You still have the chat."],
  ["lapsed", "Bo Lind did not answer the transfer. You still have the chat."],
  [
    "receiver_gone",
    "Bo Lind is no longer connected, so the transfer is over. You still have the chat.",
  ],
] as const)("%s: the sender is told", (how, words) => {
  const { close, said } = offering();
  close(how);
  expect(said()).toEqual([words]);
});

test("an accepted one speaks for itself, and others' offers in others' chats are none of mine", () => {
  const accepted = offering();
  accepted.close("accepted");
  expect(accepted.said()).toEqual([]);
  const others = offering(BO, BO);
  others.close("declined");
  expect(others.said()).toEqual([]);
});

test("what others do with my chat is told, what I do myself is not", () => {
  const { socket, said } = offering();
  const by = (who: typeof ANA) =>
    ({ role: "representative", author: who.id, name: who.name }) as const;
  const reason = "Ana is in a meeting.";
  socket.say(
    frame(event(4, { kind: "owner.changed", owner: BO }, by(ANA))),
    frame(event(5, { kind: "owner.changed", owner: ANA }, by(BO))),
    frame(event(6, { kind: "chat.taken_over", representative: BO, reason }, by(BO))),
    frame(event(7, { kind: "chat.ending_undone", why: "customer_wrote" }, { role: "system" })),
  );
  const mine = { kind: "chat.taken_over", representative: ANA, reason } as const;
  socket.say(frame(event(8, mine, by(ANA))));
  expect(said()).toEqual([
    "Bo Lind passed Maya Okafor’s chat to you.",
    "Bo Lind took over Maya Okafor’s chat: Ana is in a meeting.",
    "Maya Okafor wrote again, so the chat goes on.",
  ]);
});

test("a note goes with it only where there is one, and a refusal keeps the choice open", async () => {
  const { desk, socket } = offering();
  const handed = { chat: 1, customer: "Maya Okafor", as: "transfer" } as const;
  desk.handing.choose(handed);
  const sending = desk.handing.send(handed, { representative: 8 }, "  ");
  const [asked] = socket.of("chat.transfer");
  expect(asked).toMatchObject({ chat: 1, to: { representative: 8 } });
  expect(asked).not.toHaveProperty("note");
  socket.say({ on: "refused", key: asked!.key, code: "offer.not_connected", text: "No." });
  await sending;
  expect(desk.handing.choosing).toEqual(handed);
});

test("choosing for the same chat again closes the choice", () => {
  const { desk } = offering();
  const handed = { chat: 1, customer: "Maya Okafor", as: "invite" } as const;
  desk.handing.choose(handed);
  desk.handing.choose({ ...handed, as: "transfer" });
  expect(desk.handing.choosing?.as).toBe("transfer");
  desk.handing.choose({ ...handed, as: "transfer" });
  expect(desk.handing.choosing).toBeNull();
});
