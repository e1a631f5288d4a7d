import { beforeEach, expect, test } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import {
  alert,
  board,
  deskBoard,
  event,
  joined,
  offerRow,
  row,
  started,
  view,
  whole,
} from "../../../tests/fixtures/wire";
import type { ChatView } from "../../wire/types.gen";

beforeEach(freshPage);

const active = (id: number, changes: Partial<ChatView> = {}) =>
  whole(view({ id, state: "active", ...changes }), started(), joined(2));

test("two presses of Get Next take one chat, which is then open", async () => {
  const { desk, socket } = consoleOf([], [board(1, row(5))]);
  const first = desk.taking.next();
  const second = desk.taking.next();
  expect(desk.taking.busy).toBe(true);
  const [asked, ...more] = socket.of("queue.get_next");
  expect(more).toEqual([]);
  socket.say(active(1), { on: "done", key: asked!.key, result: { chat: 1 } });
  await Promise.all([first, second]);
  expect(desk.taking.busy).toBe(false);
  expect(desk.chat?.id).toBe(1);
});

test("a chat somebody else was faster to take is said, and nothing opens", async () => {
  const { desk, socket } = consoleOf([], [board(1, row(5))]);
  const taking = desk.taking.entry(5);
  const [asked] = socket.of("queue.take");
  const text = "Taken by Ana Ruiz.";
  socket.say({ on: "refused", key: asked!.key, code: "queue.taken", text });
  await taking;
  expect(desk.chat).toBeNull();
  expect(desk.notices.list.map((notice) => notice.text)).toEqual([text]);
});

test("closing asks while the customer is connected, even if only away", () => {
  for (const presence of ["here", "away"] as const) {
    const { desk, session, socket } = consoleOf([active(1, { customer_presence: presence })]);
    void desk.closing.close(session.chats.get(1)!);
    expect(desk.closing.asked?.id).toBe(1);
    expect(socket.of("chat.end")).toEqual([]);
  }
});

test("closing asks nothing when the customer has left", () => {
  const { desk, session, socket } = consoleOf([active(1, { customer_presence: "left" })]);
  void desk.closing.close(session.chats.get(1)!);
  expect(desk.closing.asked).toBeNull();
  expect(socket.of("chat.end")).toMatchObject([{ chat: 1 }]);
});

test("a held chat moves from my chats to my queue", () => {
  const { desk, socket } = consoleOf([active(1), active(2)]);
  const held = event(3, { kind: "chat.held", representative: { id: 7, name: "Ana Ruiz" } });
  socket.say({ on: "event", chat: 1, event: held });
  expect(desk.chats.map(({ id }) => id)).toEqual([2]);
  expect(desk.held.map(({ id }) => id)).toEqual([1]);
});

test("what was opened in a chat meanwhile stays open when Get Next is answered", async () => {
  const { desk, socket } = consoleOf([], [board(1, row(5))]);
  const taking = desk.taking.next();
  const [asked] = socket.of("queue.get_next");
  socket.say(active(1));
  desk.openFirst();
  desk.handing.choose({ chat: 1, customer: "Maya Okafor", as: "transfer" });
  socket.say({ on: "done", key: asked!.key, result: { chat: 1 } });
  await taking;
  expect(desk.handing.choosing).not.toBeNull();
});

test("an alert opens what it is about", () => {
  const { desk, socket } = consoleOf([active(1)], [board(1, row(5))]);
  socket.say({ on: "desk", desk: deskBoard({ offers: [offerRow(7)] }) });
  desk.openAlert(alert(7, { kind: "transfer" }));
  expect(desk.offer?.entry).toBe(7);
  desk.openAlert(alert(5));
  expect(desk.team?.id).toBe(3);
  desk.openAlert(alert(8, { kind: "hold", chat: 1 }));
  expect(desk.chat?.id).toBe(1);
});

test("an offer that is over is no longer open", () => {
  const { desk, socket } = consoleOf();
  socket.say({ on: "desk", desk: deskBoard({ offers: [offerRow(7)] }) });
  desk.show({ is: "offer", id: 7 });
  socket.say({ on: "desk", desk: deskBoard() });
  expect(desk.offer).toBeNull();
});

test("moving goes round the ends and leaves the order alone", () => {
  const { desk } = consoleOf([active(1), active(2), active(3)]);
  desk.move(-1);
  expect(desk.chat?.id).toBe(3);
  desk.move(1);
  expect(desk.chat?.id).toBe(1);
  expect(desk.chats.map(({ id }) => id)).toEqual([1, 2, 3]);
});
