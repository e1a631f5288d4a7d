import { beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, FakeWebSocket, freshPage } from "../../tests/fixtures/fakeSocket";
import { LiveSocket } from "./socket";
import type { Status } from "./socket";
import type { ServerFrame } from "./types.gen";

let heard: ServerFrame[];
let statuses: Status[];
let socket: LiveSocket;

beforeEach(() => {
  freshPage();
  heard = [];
  statuses = [];
  socket = new LiveSocket({
    url: "/live/customer",
    hello: () => ({ do: "hello", protocol: 1, token: "t", cursors: { 1: 4 } }),
    onFrame: (frame) => heard.push(frame),
    onStatus: (status) => statuses.push(status),
    WebSocket: FakeWebSocket,
  });
  socket.start();
  return () => socket.stop();
});

const online = (): FakeSocket => FakeSocket.last.open().say({ on: "ready" });

test("it connects to this page's host, says hello, and is online after ready", () => {
  expect(FakeSocket.last.url).toBe("ws://localhost:3000/live/customer");
  FakeSocket.last.open();
  expect(FakeSocket.last.sent).toEqual([
    { do: "hello", protocol: 1, token: "t", cursors: { 1: 4 } },
  ]);
  expect(socket.status.is).toBe("connecting");
  FakeSocket.last.say({ on: "ready" });
  expect(socket.status.is).toBe("online");
});

test("a ping is answered at once", () => {
  online().say({ on: "ping", n: 12 });
  expect(FakeSocket.last.of("pong")).toEqual([{ do: "pong", n: 12 }]);
});

test("nothing heard for 15 s means dead, whatever the socket says", () => {
  const first = online();
  vi.advanceTimersByTime(14_000);
  first.say({ on: "ping", n: 1 });
  vi.advanceTimersByTime(14_999);
  expect(socket.status.is).toBe("online");
  vi.advanceTimersByTime(1);
  expect(socket.status.is).toBe("offline");
  expect(first.readyState).toBe(FakeSocket.CLOSED);
  vi.advanceTimersByTime(500);
  expect(FakeSocket.all).toHaveLength(2);
});

test("a connection that never opens is given up too", () => {
  vi.advanceTimersByTime(15_000);
  expect(socket.status.is).toBe("offline");
});

test("waits grow from half a second to ten, with jitter, and start anew after success", () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  const waits = Array.from({ length: 6 }, () => {
    FakeSocket.last.break();
    const wait = (socket.status as { retryAt: number }).retryAt - Date.now();
    vi.advanceTimersByTime(wait);
    return wait;
  });
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000]);
  online();
  vi.spyOn(Math, "random").mockReturnValue(0);
  FakeSocket.last.break();
  expect((socket.status as { retryAt: number }).retryAt - Date.now()).toBe(250);
});

test("the network's return is not waited out", () => {
  online();
  window.dispatchEvent(new Event("offline"));
  expect(socket.status.is).toBe("offline");
  window.dispatchEvent(new Event("online"));
  expect(FakeSocket.all).toHaveLength(2);
});

test("nor after a try that began before it and fails", () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  for (let tries = 0; tries < 5; tries++) {
    FakeSocket.last.break();
    vi.advanceTimersByTime(10_000);
  }
  window.dispatchEvent(new Event("online"));
  FakeSocket.last.break();
  expect((socket.status as { retryAt: number }).retryAt - Date.now()).toBe(500);
});

test("nor is a person who asks for a try", () => {
  online().break();
  socket.connectNow();
  expect(FakeSocket.all).toHaveLength(2);
  expect(socket.status.is).toBe("connecting");
  socket.connectNow();
  expect(FakeSocket.all).toHaveLength(2);
  FakeSocket.last.open().say({ on: "ready" });
  vi.advanceTimersByTime(10_000);
  expect(FakeSocket.all).toHaveLength(2);
});

test("a page looked at again probes a connection that may be dead", () => {
  const first = online();
  document.dispatchEvent(new Event("visibilitychange"));
  expect(first.of("ping")).toHaveLength(1);
  vi.advanceTimersByTime(4_000);
  expect(socket.status.is).toBe("offline");
});

test("and keeps one that answers the probe", () => {
  const first = online();
  document.dispatchEvent(new Event("visibilitychange"));
  first.say({ on: "pong", n: 1 });
  vi.advanceTimersByTime(14_000);
  expect(socket.status.is).toBe("online");
});

test("bye with again=false is the end, and is said once", () => {
  online().say({ on: "bye", code: "protocol.old", text: "Please reload.", again: false });
  expect(socket.status).toEqual({ is: "stopped", code: "protocol.old", text: "Please reload." });
  window.dispatchEvent(new Event("online"));
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(1);
});

test("bye with again=true connects anew", () => {
  online().say({ on: "bye", code: "server.stopping", text: "", again: true });
  vi.advanceTimersByTime(500);
  expect(FakeSocket.all).toHaveLength(2);
});

test("a server that asks to move on is left within a second, which counts as no failure", () => {
  const random = vi.spyOn(Math, "random").mockReturnValue(0.9);
  online().say({ on: "bye", code: "server.moving", text: "", again: true });
  vi.advanceTimersByTime(899);
  expect(FakeSocket.all).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(FakeSocket.all).toHaveLength(2);
  random.mockReturnValue(1);
  FakeSocket.last.break();
  expect((socket.status as { retryAt: number }).retryAt - Date.now()).toBe(500);
});

test("a connection given up is not listened to any more", () => {
  const first = online();
  socket.reconnect();
  first.say({ on: "chat.gone", chat: 1 });
  expect(heard).toEqual([{ on: "ready" }]);
  expect(socket.send({ do: "ping", n: 1 })).toBe(false);
});
