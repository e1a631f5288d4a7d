import { beforeEach, expect, test, vi } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import { board, row, view, whole } from "../../../tests/fixtures/wire";

beforeEach(freshPage);

async function full() {
  const { desk, socket } = consoleOf([], [board(1, row(5))]);
  const asking = desk.taking.next();
  socket.say({
    on: "refused",
    key: socket.of("queue.get_next")[0]!.key,
    code: "capacity.full",
    text: "You have 4 of 4 chats.",
    detail: { load: 4, capacity: 4 },
  });
  await asking;
  return { desk, socket, asked: () => socket.of("queue.get_next") };
}

test("at capacity a second, deliberate press takes one more", async () => {
  const { desk, asked } = await full();
  expect(desk.taking.full).toMatchObject({ load: 4, capacity: 4 });
  void desk.taking.next();
  expect(asked()).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  void desk.taking.next();
  expect(asked()[1]).toMatchObject({ beyond: true });
  expect(desk.taking.full).toBeNull();
});

test("left alone, the next press asks as before", async () => {
  const { desk, asked } = await full();
  vi.advanceTimersByTime(10_000);
  expect(desk.taking.full).toBeNull();
  void desk.taking.next();
  expect(asked()[1]).not.toHaveProperty("beyond");
});

test("an accepted offer opens its chat", async () => {
  const { desk, socket } = consoleOf();
  const accepting = desk.taking.offer(70);
  const [asked] = socket.of("offer.accept");
  socket.say(whole(view({ id: 9 })), { on: "done", key: asked!.key, result: { chat: 9 } });
  await accepting;
  expect(desk.chat?.id).toBe(9);
});
