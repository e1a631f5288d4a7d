import { beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, FakeWebSocket, freshPage } from "../../tests/fixtures/fakeSocket";
import {
  frame,
  fromAna,
  fromCustomer,
  started,
  view,
  welcome,
  whole,
} from "../../tests/fixtures/wire";
import type { Unsent } from "./outbox.svelte";
import { LiveSession } from "./session.svelte";
import type { Refused } from "./types.gen";

let session: LiveSession;
let server: FakeSocket;

beforeEach(() => {
  freshPage();
  load();
  serve();
  return () => session.stop();
});

/** The page is opened, or opened again. */
function load(): void {
  session = new LiveSession({
    url: "/live",
    side: "customer",
    token: "t",
    WebSocket: FakeWebSocket,
  });
  session.start();
}

function serve(): void {
  server = FakeSocket.last.open();
  server.say(welcome(1), whole(view(), started()), { on: "ready" });
}

function breakAndReturn(): void {
  server.break();
  vi.advanceTimersByTime(10_000);
  server = FakeSocket.last.open();
}

const unsent = (): Unsent[] => session.chats.get(1)!.unsent;
const posted = (): string[] => server.of("message.post").map(({ text }) => text);
const key = (number = 0): string => server.of("message.post")[number]!.key;

test("a message is shown at once and replaced by its own event", () => {
  session.post(1, "Hello");
  expect(unsent()).toMatchObject([{ text: "Hello", state: "sending" }]);
  server.say(frame(fromCustomer(2, "Hello", key())));
  expect(unsent()).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("done marks it sent until the event is here", () => {
  session.post(1, "Hello");
  server.say({ on: "done", key: key(), seq: 2 });
  expect(unsent()).toMatchObject([{ state: "sent" }]);
  server.say(frame(fromCustomer(2, "Hello", key())));
  expect(unsent()).toEqual([]);
});

test("another's event with the same key does not count as mine", () => {
  session.post(1, "Hello");
  server.say(frame(fromAna(2, "Hello", key())));
  expect(unsent()).toHaveLength(1);
});

test("one chat's messages go one after the other", () => {
  session.post(1, "one");
  session.post(1, "two");
  session.post(1, "three");
  expect(posted()).toEqual(["one"]);
  server.say({ on: "done", key: key(), seq: 2 });
  expect(posted()).toEqual(["one", "two"]);
  server.say(frame(fromCustomer(2, "one", key())), frame(fromCustomer(3, "two", key(1))));
  expect(posted()).toEqual(["one", "two", "three"]);
});

test("its own event alone is answer enough for the next to go", () => {
  session.post(1, "one");
  session.post(1, "two");
  server.say(frame(fromCustomer(2, "one", key())));
  expect(posted()).toEqual(["one", "two"]);
  expect(unsent()).toMatchObject([{ text: "two", state: "sending" }]);
});

test("after a break they are sent again, with the same keys and in order", () => {
  session.post(1, "one");
  session.post(1, "two");
  const first = key();
  breakAndReturn();
  expect(posted()).toEqual([]);
  server.say(welcome(1), { on: "ready" });
  expect(key()).toBe(first);
  server.say({ on: "done", key: first, seq: 2 });
  expect(posted()).toEqual(["one", "two"]);
});

test("what the server had already is not sent again", () => {
  session.post(1, "one");
  const first = key();
  breakAndReturn();
  server.say(welcome(1), frame(fromCustomer(2, "one", first)), { on: "ready" });
  expect(posted()).toEqual([]);
  expect(unsent()).toEqual([]);
});

test("nor what comes with a whole chat", () => {
  session.post(1, "one");
  const first = key();
  breakAndReturn();
  server.say(welcome(1), whole(view(), started(), fromCustomer(2, "one", first)), { on: "ready" });
  expect(posted()).toEqual([]);
});

test("messages written offline go out on return", () => {
  const back = vi.fn();
  session.on("back", back);
  server.break();
  session.post(1, "one");
  expect(unsent()).toMatchObject([{ state: "sending" }]);
  vi.advanceTimersByTime(10_000);
  serve();
  expect(posted()).toEqual(["one"]);
  expect(back).toHaveBeenCalledExactlyOnceWith({ unsent: 1 });
});

test("unsent messages survive a reload, with their keys", () => {
  session.post(1, "one");
  session.post(1, "two");
  const first = key();
  session.stop();
  load();
  serve();
  expect(unsent().map(({ text }) => text)).toEqual(["one", "two"]);
  expect(key()).toBe(first);
});

test("a refused one says why, can be tried again with its key, and holds up nobody", () => {
  session.post(1, "one");
  session.post(1, "two");
  const first = key();
  server.say({ on: "refused", key: first, code: "text.too_long", text: "Too long." });
  expect(unsent()).toMatchObject([{ state: "failed", problem: "Too long." }, { state: "sending" }]);
  expect(posted()).toEqual(["one", "two"]);
  server.say({ on: "done", key: key(1), seq: 2 });
  session.outbox.retry(first);
  expect(unsent()[0]).toMatchObject({ state: "sending", problem: null });
  expect(key(2)).toBe(first);
});

test("a refused one is not sent again by itself, and can be discarded", () => {
  session.post(1, "one");
  server.say({ on: "refused", key: key(), code: "text.empty", text: "Empty." });
  breakAndReturn();
  server.say(welcome(1), { on: "ready" });
  expect(posted()).toEqual([]);
  session.outbox.discard(unsent()[0]!.key);
  expect(unsent()).toEqual([]);
  expect(localStorage.length).toBe(0);
});

const unavailable = (key: string): Refused => ({
  on: "refused",
  key,
  code: "storage.unavailable",
  text: "Not now.",
});

test("what could not be saved just now is still being sent, with its key, after 1 s, 2 s …", () => {
  session.post(1, "one");
  session.post(1, "two");
  const first = key();
  for (const wait of [1_000, 2_000, 4_000]) {
    server.say(unavailable(first), { on: "ping", n: 1 });
    expect(unsent()).toMatchObject([{ state: "sending", problem: null }, { state: "sending" }]);
    const before = posted().length;
    vi.advanceTimersByTime(wait - 1);
    expect(posted()).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(posted()).toHaveLength(before + 1);
    expect(key(before)).toBe(first);
  }
  server.say(frame(fromCustomer(2, "one", first)));
  expect(posted()).toEqual(["one", "one", "one", "one", "two"]);
});

test("a saved message shows that saving works, so the next that is not waits a second only", () => {
  session.post(1, "one");
  server.say(unavailable(key()));
  vi.advanceTimersByTime(1_000);
  server.say(frame(fromCustomer(2, "one", key())));
  session.post(1, "two");
  server.say(unavailable(key(2)));
  vi.advanceTimersByTime(1_000);
  expect(posted()).toEqual(["one", "one", "two", "two"]);
});

test("a new connection is not waited out, and nothing goes twice", () => {
  session.post(1, "one");
  server.say(unavailable(key()));
  server.break();
  vi.advanceTimersByTime(500);
  server = FakeSocket.last.open();
  server.say(welcome(1), { on: "ready" });
  expect(posted()).toEqual(["one"]);
  vi.advanceTimersByTime(10_000);
  expect(posted()).toEqual(["one"]);
});

test("nothing goes before the new connection is ready", () => {
  void session.ask({ do: "chat.leave", chat: 1 });
  server.say(unavailable(server.of("chat.leave")[0]!.key));
  server.break();
  vi.advanceTimersByTime(500);
  server = FakeSocket.last.open();
  vi.advanceTimersByTime(1_000);
  expect(server.of("chat.leave")).toEqual([]);
});

test("what goes again on account of another is only what was put off", () => {
  void session.ask({ do: "chat.leave", chat: 1 });
  void session.ask({ do: "chat.leave", chat: 2 });
  const [first, second] = server.of("chat.leave");
  server.say(unavailable(first!.key));
  vi.advanceTimersByTime(1_000);
  server.say(unavailable(second!.key));
  vi.advanceTimersByTime(2_000);
  expect(server.of("chat.leave")).toEqual([first, second, first, second]);
});

test("a question which could not be saved is asked again and answered in the end", async () => {
  const answer = session.ask({ do: "chat.leave", chat: 1 });
  const [first] = server.of("chat.leave");
  server.say(unavailable(first!.key));
  vi.advanceTimersByTime(1_000);
  expect(server.of("chat.leave")).toEqual([first, first]);
  server.say({ on: "done", key: first!.key });
  await expect(answer).resolves.toBeUndefined();
  vi.advanceTimersByTime(10_000);
  expect(server.of("chat.leave")).toHaveLength(2);
  void session.ask({ do: "chat.leave", chat: 1 });
  server.say(unavailable(server.of("chat.leave")[2]!.key));
  vi.advanceTimersByTime(1_000);
  expect(server.of("chat.leave")).toHaveLength(4);
});

test("a note and its canned title travel; a plain message carries neither", () => {
  session.post(1, "one", { note: true, canned: "Greeting" });
  session.post(1, "two");
  server.say({ on: "done", key: key(), seq: null });
  const [first, second] = server.of("message.post");
  expect(first).toMatchObject({ note: true, canned: "Greeting" });
  expect(Object.keys(second!)).toEqual(["do", "key", "chat", "text"]);
});

test("a question is asked again with its key until it is answered", async () => {
  const answer = session.ask({ do: "chat.leave", chat: 1 });
  const [first] = server.of("chat.leave");
  breakAndReturn();
  server.say(welcome(1), { on: "ready" });
  expect(server.of("chat.leave")).toEqual([first]);
  server.say({ on: "done", key: first!.key });
  await expect(answer).resolves.toBeUndefined();
});

test("a refusal rejects with its code, text and detail", async () => {
  const answer = session.ask({ do: "chat.leave", chat: 1 });
  const detail = { taken_by: "Ana Ruiz" };
  server.say({
    on: "refused",
    key: server.of("chat.leave")[0]!.key,
    code: "entry.taken",
    text: "Taken by Ana Ruiz.",
    detail,
  });
  await expect(answer).rejects.toMatchObject({ code: "entry.taken", detail });
});

test("goodbye for good rejects what is open and keeps the messages", async () => {
  const answer = session.ask({ do: "chat.leave", chat: 1 });
  session.post(1, "one");
  server.say({ on: "bye", code: "protocol.old", text: "Please reload.", again: false });
  await expect(answer).rejects.toMatchObject({ code: "protocol.old" });
  expect(localStorage.length).toBe(1);
});
