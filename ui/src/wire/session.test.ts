import { beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, FakeWebSocket, freshPage } from "../../tests/fixtures/fakeSocket";
import {
  ANA,
  board,
  frame,
  fromAna,
  fromCustomer,
  joined,
  me,
  row,
  started,
  view,
  welcome,
  whole,
} from "../../tests/fixtures/wire";
import { LiveSession } from "./session.svelte";
import type { Side } from "./protocol";
import type { ChatOpened } from "./types.gen";

beforeEach(freshPage);

function page(side: Side = "customer"): LiveSession {
  const token = side === "customer" ? "t" : undefined;
  const session = new LiveSession({ url: "/live", side, token, WebSocket: FakeWebSocket });
  session.start();
  return session;
}

function answer(chat: ChatOpened = whole(view(), started())): FakeSocket {
  return FakeSocket.last.open().say(welcome(1), chat, { on: "ready" });
}

const texts = (session: LiveSession): (string | undefined)[] =>
  session.chats.get(1)!.events.flatMap(({ body }) => (body.kind === "message" ? [body.text] : []));

function reconnected(): FakeSocket {
  vi.advanceTimersByTime(10_000);
  return FakeSocket.last.open();
}

test("events follow the whole chat, one heard twice counts once", () => {
  const session = page();
  answer().say(frame(joined(2)), frame(fromAna(3, "Hello")), frame(fromAna(3, "Hello")));
  expect(texts(session)).toEqual(["Hello"]);
  expect(session.chats.get(1)!.view).toMatchObject({ seq: 3, state: "active", owner: ANA });
});

test("a hole is fetched once and nothing behind it is lost", () => {
  const session = page();
  const server = answer().say(frame(fromAna(3, "two")), frame(fromAna(4, "three")));
  expect(texts(session)).toEqual([]);
  expect(server.of("sync")).toEqual([{ do: "sync", chat: 1, after: 1 }]);
  server.say(frame(fromAna(2, "one")));
  expect(texts(session)).toEqual(["one", "two", "three"]);
});

test("a ping ahead of us fetches, at every ping until it helped", () => {
  page();
  const server = answer().say({ on: "ping", n: 1, heads: { 1: 2 } });
  server.say({ on: "ping", n: 2, heads: { 1: 2 } });
  expect(server.of("sync")).toHaveLength(2);
  server.say(frame(joined(2)), { on: "ping", n: 3, heads: { 1: 2 } });
  expect(server.of("sync")).toHaveLength(2);
});

test("a whole chat replaces everything", () => {
  const session = page();
  answer().say(frame(fromAna(5, "early")));
  FakeSocket.last.say(whole(view({ number: "9" }), started(), fromAna(2, "a"), fromAna(3, "b")));
  expect(texts(session)).toEqual(["a", "b"]);
  FakeSocket.last.say(frame(fromAna(4, "c")));
  expect(texts(session)).toEqual(["a", "b", "c", "early"]);
});

test("after a break it resumes at its cursor and tells that it is back", () => {
  const session = page();
  const back = vi.fn();
  session.on("back", back);
  answer().say(frame(joined(2)));
  expect(back).not.toHaveBeenCalled();
  FakeSocket.last.break();
  vi.advanceTimersByTime(2_000);
  expect(session.lost).toBe(true);
  const server = reconnected();
  expect(server.of("hello")[0]!.cursors).toEqual({ 1: 2 });
  server.say(welcome(1), frame(fromAna(3, "missed")), { on: "ready" });
  expect(texts(session)).toEqual(["missed"]);
  expect(session.lost).toBe(false);
  expect(back).toHaveBeenCalledExactlyOnceWith({ unsent: 0 });
  server.break();
  vi.advanceTimersByTime(2_000);
  expect(session.lost).toBe(true);
});

test("a connection that is back within two seconds was not lost", () => {
  const session = page();
  const back = vi.fn();
  session.on("back", back);
  answer().say({ on: "bye", code: "server.moving", text: "", again: true });
  vi.advanceTimersByTime(1_999);
  expect(session.lost).toBe(false);
  FakeSocket.last.open().say(welcome(1), { on: "ready" });
  vi.advanceTimersByTime(10_000);
  expect(session.lost).toBe(false);
  expect(back).not.toHaveBeenCalled();
});

test("tries that fail do not put off the bad news", () => {
  const session = page();
  answer().break();
  vi.advanceTimersByTime(1_000);
  FakeSocket.last.break();
  vi.advanceTimersByTime(1_000);
  expect(session.lost).toBe(true);
});

test("a chat that welcome does not name is forgotten, and said to be gone", () => {
  const session = page("representative");
  const gone = vi.fn();
  session.on("gone", gone);
  FakeSocket.last.open().say({ ...welcome(1), me: me() }, whole(view(), started()));
  FakeSocket.last.say({ on: "ready" }).break();
  reconnected().say({ ...welcome(), me: me() }, { on: "ready" });
  expect(session.chats.list).toEqual([]);
  expect(gone).toHaveBeenCalledOnce();
});

test("waits are counted by the server's clock", () => {
  const session = page();
  FakeSocket.last.open().say({ on: "welcome", now: Date.now() + 90_000, chats: [] });
  expect(session.now()).toBe(Date.now() + 90_000);
});

test("unread counts the other side's messages until they are seen, on this page or another", () => {
  const session = page();
  const server = answer().say(frame(fromAna(2, "one")), frame(fromCustomer(3, "mine")));
  server.say(frame(fromAna(4, "two")));
  const chat = session.chats.get(1)!;
  expect(chat.unread).toBe(2);
  session.seen(1);
  session.seen(1);
  expect(server.of("seen")).toEqual([{ do: "seen", chat: 1, public: 4 }]);
  expect(chat.unread).toBe(0);
  server.say(frame(fromAna(5, "three")), { on: "seen", chat: 1, role: "customer", public: 5 });
  expect(chat.unread).toBe(0);
});

test("what the other side has seen is marked", () => {
  const session = page();
  answer().say({ on: "seen", chat: 1, role: "representative", public: 1 });
  expect(session.chats.get(1)!.theirSeen).toBe(1);
});

test("typing is sent every three seconds at most, and its end once", () => {
  const session = page();
  const server = answer();
  session.typing(1, true);
  session.typing(1, true);
  vi.advanceTimersByTime(3_000);
  session.typing(1, true);
  session.typing(1, false);
  session.typing(1, false);
  expect(server.of("typing").map(({ on }) => on)).toEqual([true, true, false]);
});

test("the other's typing ends by itself, by word, and by the message", () => {
  const session = page();
  const server = answer();
  const typing = (on: boolean) =>
    server.say({
      on: "typing",
      chat: 1,
      role: "representative",
      author: 7,
      name: ANA.name,
      typing: on,
    });
  const chat = session.chats.get(1)!;
  typing(true);
  expect(chat.typing).toEqual(["Ana Ruiz"]);
  vi.advanceTimersByTime(6_000);
  expect(chat.typing).toEqual([]);
  typing(true);
  typing(false);
  expect(chat.typing).toEqual([]);
  typing(true);
  server.say(frame(fromAna(2, "Hello")));
  expect(chat.typing).toEqual([]);
});

test("boards, their news, and a missed change", () => {
  const session = page("representative");
  const news = vi.fn();
  session.on("waiting", ({ row: one }) => news(one.entry));
  session.on("withdrawn", ({ entry, takenBy }) => news(entry, takenBy));
  const first = FakeSocket.last.open();
  first.say({ ...welcome(), me: me(), boards: [board(1, row(1))] }, { on: "ready" });
  expect(news).not.toHaveBeenCalled();
  first.say({ on: "board", team: 3, version: 2, put: [row(2)] });
  first.say({ on: "board", team: 3, version: 3, dropped: [{ entry: 2, taken_by: "Bo Lind" }] });
  expect(news.mock.calls).toEqual([[2], [2, "Bo Lind"]]);
  first.say({ on: "board", team: 3, version: 5, put: [row(3)] });
  expect(session.status.is).toBe("offline");
  reconnected().say({ ...welcome(), me: me(), boards: [board(5, row(1), row(3))] });
  expect(news).toHaveBeenLastCalledWith(3);
});

test("a message of mine is no news, another's is", () => {
  const session = page();
  const news = vi.fn();
  session.on("message", ({ event }) => news(event.seq));
  answer().say(frame(fromAna(2, "Hello")), frame(fromCustomer(3, "Hi")));
  expect(news.mock.calls).toEqual([[2]]);
});

test("joining ends the wait", () => {
  const session = page();
  const news = vi.fn();
  session.on("joined", ({ representative }) => news(representative.name));
  const server = answer().say({ on: "place", chat: 1, place: 3 });
  expect(session.place).toBe(3);
  server.say(frame(joined(2)));
  expect(session.place).toBeNull();
  expect(news).toHaveBeenCalledExactlyOnceWith("Ana Ruiz");
});

test("a draft survives a reload and dies with the forgotten chat", () => {
  const session = page();
  answer();
  session.chats.get(1)!.draft = "half a sen";
  session.stop();
  const reloaded = page();
  answer();
  expect(reloaded.chats.get(1)!.draft).toBe("half a sen");
  reloaded.chats.get(1)!.forget();
  expect(localStorage.length).toBe(0);
});
