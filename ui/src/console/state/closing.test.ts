import { beforeEach, expect, test, vi } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import { ANA, BO, event, joined, started, view, whole } from "../../../tests/fixtures/wire";
import type { ChatView } from "../../wire/types.gen";

beforeEach(freshPage);

function inChat(changes: Partial<ChatView> = {}) {
  const chat = view({ state: "active", owner: ANA, representatives: [ANA], ...changes });
  const console = consoleOf([whole(chat, started(), joined(2))]);
  return { ...console, chat: console.session.chats.get(1)! };
}

const both = { owner: BO, representatives: [ANA, BO] };

test("who is not the last leaves without being asked, and may come back for ten seconds", async () => {
  const { desk, chat, socket } = inChat(both);
  const closing = desk.closing.close(chat);
  const [left] = socket.of("chat.leave");
  expect(desk.closing.asked).toBeNull();
  socket.say({ on: "chat.gone", chat: 1 }, { on: "done", key: left!.key });
  await closing;
  expect(desk.closing.leftByMe(1)).toBe(true);
  const [notice] = desk.notices.list;
  expect(notice!.text).toBe("You left Maya Okafor’s chat. Bo Lind is still there.");
  notice!.action!.run();
  expect(socket.of("chat.rejoin")).toMatchObject([{ chat: 1 }]);
  vi.advanceTimersByTime(10_000);
  expect(desk.notices.list).toEqual([]);
});

test("somebody else there spares the question even when the customer has left", () => {
  const { desk, chat, socket } = inChat({ ...both, customer_presence: "left" });
  void desk.closing.close(chat);
  expect(socket.of("chat.leave")).toHaveLength(1);
  expect(socket.of("chat.end")).toEqual([]);
});

test("a chat that is ending is not asked about again", () => {
  const { desk, chat, socket } = inChat();
  socket.say({
    on: "event",
    chat: 1,
    event: event(3, { kind: "chat.ending", representative: ANA, until: 9 }, { public: null }),
  });
  void desk.closing.close(chat);
  expect(desk.closing.asked).toBeNull();
  void desk.closing.undoEnd(chat);
  expect(socket.of("chat.undo_end")).toMatchObject([{ chat: 1 }]);
});

test("refused leaving leaves everything as it was", async () => {
  const { desk, chat, socket } = inChat(both);
  const closing = desk.closing.close(chat);
  const [left] = socket.of("chat.leave");
  socket.say({ on: "refused", key: left!.key, code: "chat.last_representative", text: "No." });
  await closing;
  expect(desk.closing.leftByMe(1)).toBe(false);
  expect(desk.notices.list.map(({ text }) => text)).toEqual(["No."]);
});
