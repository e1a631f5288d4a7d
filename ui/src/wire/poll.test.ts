import { beforeEach, expect, test, vi } from "vitest";
import { FakeRequest, fakeRequests } from "../../tests/fixtures/fakeRequests";
import { freshPage } from "../../tests/fixtures/fakeSocket";
import { PollSocket } from "./poll";
import type { ClientFrame, Hello, ServerFrame } from "./types.gen";

const WELCOME: ServerFrame = { on: "welcome", now: 0, chats: [1] };
const READY: ServerFrame = { on: "ready" };

let socket: PollSocket;
let heard: string[];
let hello: Hello;

beforeEach(() => {
  freshPage();
  fakeRequests();
  heard = [];
  hello = { do: "hello", protocol: 1, token: "t", cursors: {} };
  socket = new PollSocket("/live/customer", () => hello);
  socket.onopen = () => heard.push("open");
  socket.onmessage = ({ data }) => heard.push((JSON.parse(data) as ServerFrame).on);
  socket.onclose = () => heard.push("close");
  return () => socket.close();
});

/** The first exchange is over and a request waits for news. */
async function open(): Promise<FakeRequest> {
  await FakeRequest.last.say(WELCOME, READY);
  heard = [];
  return FakeRequest.last;
}

function send(...frames: ClientFrame[]): FakeRequest {
  for (const frame of frames) socket.send(JSON.stringify(frame));
  return FakeRequest.last;
}

const ping = (n: number): ClientFrame => ({ do: "ping", n });

test("the first exchange is not held up and opens the connection", async () => {
  const first = FakeRequest.last;
  expect(first.url).toBe("/live/customer");
  expect(first.asked).toEqual({ hello, frames: [], wait: false });
  expect(socket.readyState).toBe(PollSocket.CONNECTING);
  await first.say(WELCOME, { on: "place", chat: 1, place: 2 }, READY);
  expect(heard).toEqual(["open", "welcome", "place", "ready"]);
  expect(socket.readyState).toBe(PollSocket.OPEN);
});

test("then one request after another waits, each with the cursors of its time", async () => {
  const waiting = await open();
  expect(waiting.asked).toEqual({ hello, frames: [], wait: true });
  hello = { ...hello, cursors: { 1: 4 } };
  await waiting.say({ on: "ping", n: 1 });
  expect(FakeRequest.all).toHaveLength(3);
  expect(FakeRequest.last.asked).toEqual({ hello, frames: [], wait: true });
  await vi.advanceTimersByTimeAsync(10_000);
  await FakeRequest.last.say({ on: "ping", n: 2 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toEqual(["ping", "ping"]);
});

test("later welcomes are not heard again, pings are", async () => {
  const waiting = await open();
  await waiting.say(WELCOME, READY, { on: "ping", n: 1 });
  expect(heard).toEqual(["ping"]);
});

test("what is sent does not wait for news; what comes meanwhile goes together in the next", async () => {
  const waiting = await open();
  const first = send(ping(1), ping(2), ping(3));
  expect(first.asked).toEqual({ hello, frames: [ping(1)], wait: false });
  expect(FakeRequest.all).toHaveLength(3);
  await first.say(WELCOME, READY, { on: "pong", n: 1 });
  expect(heard).toEqual(["pong"]);
  expect(FakeRequest.last.asked).toEqual({ hello, frames: [ping(2), ping(3)], wait: false });
  await FakeRequest.last.say();
  send(ping(4));
  expect(FakeRequest.last.asked.frames).toEqual([ping(4)]);
  expect(waiting.signal.aborted).toBe(false);
});

test("what every exchange says anyway is no frame of it", async () => {
  await open();
  send({ ...hello }, { do: "pong", n: 1 });
  expect(FakeRequest.all).toHaveLength(2);
});

test.each<[string, (request: FakeRequest) => Promise<void>]>([
  ["another status", (request) => request.respond('{"frames": []}', 503)],
  ["no JSON", (request) => request.respond("<html>")],
  ["no frames", (request) => request.respond("{}")],
  ["no network", (request) => request.break()],
  ["silence", () => vi.advanceTimersByTimeAsync(15_000).then()],
])("%s breaks the connection, once, with all its requests", async (_, happen) => {
  const waiting = await open();
  const sent = send(ping(1), ping(2));
  await happen(sent);
  expect(heard).toEqual(["close"]);
  expect(socket.readyState).toBe(PollSocket.CLOSED);
  expect(waiting.signal.aborted).toBe(true);
  expect(FakeRequest.all).toHaveLength(3);
});

test("a first exchange that fails never opened", async () => {
  await FakeRequest.last.respond("", 404);
  expect(heard).toEqual(["close"]);
  expect(FakeRequest.all).toHaveLength(1);
});

test("closed, it says nothing more and leaves no request behind", async () => {
  const waiting = await open();
  socket.onmessage = ({ data }) => {
    heard.push((JSON.parse(data) as ServerFrame).on);
    socket.close();
  };
  await waiting.say({ on: "ping", n: 1 }, { on: "ping", n: 2 });
  expect(heard).toEqual(["ping"]);
  expect(waiting.signal.aborted).toBe(true);
  expect(FakeRequest.all).toHaveLength(2);
});

test("closed before the first answer, it never opens", async () => {
  socket.close();
  await FakeRequest.last.say(WELCOME, READY);
  expect(heard).toEqual([]);
  expect(FakeRequest.all).toHaveLength(1);
});

test("a listener's fault is reported and costs no frame", async () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const waiting = await open();
  const fault = new Error("a bug");
  socket.onmessage = ({ data }) => {
    const { on } = JSON.parse(data) as ServerFrame;
    if (on === "ping") throw fault;
    heard.push(on);
  };
  await waiting.say({ on: "ping", n: 1 }, { on: "pong", n: 1 });
  expect(report).toHaveBeenCalledExactlyOnceWith(fault);
  expect(heard).toEqual(["pong"]);
  expect(FakeRequest.all).toHaveLength(3);
});
