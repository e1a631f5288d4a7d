import { beforeEach, expect, test, vi } from "vitest";
import { FakeRequest, fakeRequests } from "../../tests/fixtures/fakeRequests";
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
import { LiveSession } from "./session.svelte";
import type { Side } from "./protocol";

let session: LiveSession;

beforeEach(() => {
  freshPage();
  fakeRequests();
  load();
  return () => session.stop();
});

/** The page is opened, or opened again. */
function load(side: Side = "customer"): void {
  session?.stop();
  FakeSocket.all = [];
  FakeRequest.all = [];
  session = new LiveSession({ url: "/live", side, token: "t", WebSocket: FakeWebSocket });
  session.start();
}

/** How often each transport was tried since the page was loaded. */
const tries = (): [sockets: number, requests: number] => [
  FakeSocket.all.length,
  FakeRequest.all.length,
];

async function refuseUpgrade(): Promise<void> {
  FakeSocket.last.break();
  await vi.advanceTimersByTimeAsync(10_000);
}

async function failPoll(): Promise<void> {
  await FakeRequest.last.break();
  await vi.advanceTimersByTimeAsync(10_000);
}

/** Two upgrades fail and requests work; the one that waits for news. */
async function polling(): Promise<FakeRequest> {
  await refuseUpgrade();
  await refuseUpgrade();
  return answer();
}

async function answer(): Promise<FakeRequest> {
  await FakeRequest.last.say(welcome(1), whole(view(), started()), { on: "ready" });
  return FakeRequest.last;
}

const texts = (): (string | undefined)[] =>
  session.chats.get(1)!.events.flatMap(({ body }) => (body.kind === "message" ? [body.text] : []));

test("after two refused upgrades requests take over", async () => {
  await refuseUpgrade();
  expect(tries()).toEqual([2, 0]);
  await refuseUpgrade();
  expect(tries()).toEqual([2, 1]);
  expect(FakeRequest.last.url).toBe("/live");
  expect(session.status.is).toBe("connecting");
  await answer();
  expect(session.status.is).toBe("online");
  expect(session.chats.list).toHaveLength(1);
});

test("an upgrade that is never answered counts as refused", async () => {
  await vi.advanceTimersByTimeAsync(15_000 + 500 + 15_000 + 1_000);
  expect(tries()).toEqual([2, 1]);
});

test("one that came about does not, and a page that had one takes a restarting server for that", async () => {
  await refuseUpgrade();
  FakeSocket.last.open().say({ on: "ready" });
  for (let failed = 0; failed < 6; failed++) await refuseUpgrade();
  expect(tries()).toEqual([8, 0]);
  await refuseUpgrade();
  expect(tries()).toEqual([8, 1]);
});

test("where requests fail as well, both are tried in turn", async () => {
  await refuseUpgrade();
  await refuseUpgrade();
  await failPoll();
  expect(tries()).toEqual([3, 1]);
  await refuseUpgrade();
  expect(tries()).toEqual([4, 1]);
  await refuseUpgrade();
  expect(tries()).toEqual([4, 2]);
});

test("without a network nothing is learned of the transport", async () => {
  const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  await refuseUpgrade();
  await refuseUpgrade();
  await refuseUpgrade();
  expect(tries()).toEqual([4, 0]);
  online.mockReturnValue(true);
  await refuseUpgrade();
  await refuseUpgrade();
  expect(tries()).toEqual([5, 1]);
});

test("requests that have worked are kept for the life of the page", async () => {
  await polling();
  await failPoll();
  await failPoll();
  await failPoll();
  expect(FakeSocket.all).toHaveLength(2);
  await answer();
  expect(session.status.is).toBe("online");
});

test("a reload begins with them", async () => {
  await polling();
  load();
  expect(tries()).toEqual([0, 1]);
});

test("but forgets them when they fail", async () => {
  await polling();
  load();
  await failPoll();
  expect(tries()).toEqual([1, 1]);
  load();
  expect(tries()).toEqual([1, 0]);
});

test("a console keeps to WebSockets", async () => {
  await polling();
  load("representative");
  await refuseUpgrade();
  await refuseUpgrade();
  await refuseUpgrade();
  expect(tries()).toEqual([4, 0]);
});

test("a browser that keeps nothing tries anew at each load", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("forbidden");
  });
  await polling();
  expect(session.status.is).toBe("online");
  load();
  expect(tries()).toEqual([1, 0]);
});

test("a message goes out at once and comes back once, though both requests tell of it", async () => {
  const waiting = await polling();
  session.post(1, "Hello");
  const { key } = FakeRequest.last.asked.frames[0] as { key: string };
  const told = frame(fromCustomer(2, "Hello", key));
  await FakeRequest.last.say(welcome(1), { on: "ready" }, told);
  await waiting.say(welcome(1), { on: "ready" }, told);
  expect(texts()).toEqual(["Hello"]);
  expect(session.chats.get(1)!.unsent).toEqual([]);
  expect(FakeRequest.last.asked).toMatchObject({ hello: { cursors: { 1: 2 } }, wait: true });
});

test("lost with its request, a message goes again with its key", async () => {
  await polling();
  session.post(1, "Hello");
  const sent = FakeRequest.last.asked.frames;
  await failPoll();
  expect(FakeRequest.last.asked).toMatchObject({ frames: [], wait: false });
  await FakeRequest.last.say(welcome(1), { on: "ready" });
  expect(FakeRequest.all.map(({ asked }) => asked.frames)).toContainEqual(sent);
  expect(FakeRequest.all.filter(({ asked }) => asked.frames.length)).toHaveLength(2);
});

test("a message under way is not sent anew by the welcomes of other exchanges", async () => {
  const waiting = await polling();
  session.post(1, "Hello");
  await waiting.say(welcome(1), frame(fromAna(2, "Hi")), { on: "ready" });
  expect(FakeRequest.all.filter(({ asked }) => asked.frames.length)).toHaveLength(1);
});

test("a ping ahead of us fetches", async () => {
  const waiting = await polling();
  await waiting.say(welcome(1), { on: "ready" }, { on: "ping", n: 1, heads: { 1: 2 } });
  const asked = FakeRequest.all.flatMap(({ asked: { frames } }) => frames);
  expect(asked).toEqual([{ do: "sync", chat: 1, after: 1 }]);
});

test("a page looked at again is reassured by its probe", async () => {
  await polling();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(FakeRequest.last.asked.frames).toEqual([{ do: "ping", n: 1 }]);
  await FakeRequest.last.say(welcome(1), { on: "ready" }, { on: "pong", n: 1 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(session.status.is).toBe("online");
});

test("goodbye means what it means on a socket", async () => {
  const waiting = await polling();
  await waiting.say({ on: "bye", code: "token.invalid", text: "Over.", again: false });
  expect(session.status).toEqual({ is: "stopped", code: "token.invalid", text: "Over." });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeRequest.last).toBe(waiting);
});
