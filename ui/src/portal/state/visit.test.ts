import { beforeEach, expect, test, vi } from "vitest";
import { FakeSocket, FakeWebSocket, freshPage } from "../../../tests/fixtures/fakeSocket";
import {
  ANA,
  event,
  frame,
  fromAna,
  joined,
  started,
  view,
  welcome,
  whole,
} from "../../../tests/fixtures/wire";
import type { ChatView, Event } from "../../wire/types.gen";
import { Visit } from "./visit.svelte";

const BOOTSTRAP = {
  desk: "IT Service Desk",
  organisation: "Alder Bay University",
  issues: [],
  socket: "/live/customer",
  door: "/api/do",
  answering: "/answering",
};
const TICKET = "deskside.customer.chat";

beforeEach(() => {
  freshPage();
  vi.stubGlobal("WebSocket", FakeWebSocket);
  hide(false);
});

function hide(hidden: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  document.dispatchEvent(new window.Event("visibilitychange"));
}

/** The page is opened by somebody who has a chat already. */
function resumed(changes: Partial<ChatView> = {}, ...events: Event[]): Visit {
  localStorage.setItem(TICKET, JSON.stringify({ chat: 1, token: "t" }));
  const visit = new Visit(BOOTSTRAP);
  FakeSocket.last.open();
  FakeSocket.last.say(welcome(1), whole(view(changes), started(), ...events), { on: "ready" });
  return visit;
}

test("a visitor sees the form; one with a token goes on where they were", () => {
  expect(new Visit(BOOTSTRAP).phase).toBe("form");
  expect(FakeSocket.all).toHaveLength(0);
  const visit = resumed();
  expect(FakeSocket.last.of("hello")[0]!.token).toBe("t");
  expect(visit.phase).toBe("line");
});

test("the way goes from the line into the chat, and stays there until the end", () => {
  const visit = resumed();
  const server = FakeSocket.last.say(frame(joined(2)));
  expect(visit.phase).toBe("chat");
  server.say(frame(event(3, { kind: "chat.held", representative: ANA })));
  expect(visit.phase).toBe("chat");
  server.say(frame(event(4, { kind: "chat.returned", representative: ANA, why: "lost" })));
  expect(visit.phase).toBe("chat");
  server.say(frame(event(5, { kind: "chat.ended", by: "representative" })));
  expect(visit.phase).toBe("ended");
  expect(localStorage.getItem(TICKET)).not.toBeNull();
});

test("who leaves is out at once, and a reload does not bring them back", async () => {
  const visit = resumed({}, joined(2));
  const leaving = visit.leave();
  const [command] = FakeSocket.last.of("chat.leave");
  FakeSocket.last.say({ on: "done", key: command!.key });
  await leaving;
  expect(visit.phase).toBe("ended");
  expect(visit.left).toBe(true);
  expect(FakeSocket.last.readyState).toBe(FakeSocket.CLOSED);
  expect(new Visit(BOOTSTRAP).phase).toBe("form");
});

test("leaving that the server refuses leaves nothing", async () => {
  const visit = resumed();
  const leaving = visit.leave();
  const { key } = FakeSocket.last.of("chat.leave")[0]!;
  FakeSocket.last.say({ on: "refused", key, code: "chat.moved", text: "Look again." });
  await expect(leaving).rejects.toMatchObject({ text: "Look again." });
  expect(visit.phase).toBe("line");
});

test("a token that opens nothing leads to the form, with the reason", () => {
  localStorage.setItem(TICKET, JSON.stringify({ chat: 1, token: "old" }));
  const visit = new Visit(BOOTSTRAP);
  FakeSocket.last.open();
  FakeSocket.last.say({ on: "bye", code: "token.invalid", text: "Start anew.", again: false });
  expect(visit.phase).toBe("form");
  expect(visit.notice).toBe("Start anew.");
  expect(localStorage.getItem(TICKET)).toBeNull();
});

test("any other goodbye is shown, and the token kept", () => {
  const visit = resumed();
  FakeSocket.last.say({ on: "bye", code: "protocol.old", text: "Reload.", again: false });
  expect(visit.phase).toBe("stopped");
  expect(localStorage.getItem(TICKET)).not.toBeNull();
});

test("a hidden tab counts who joined and what was said, until it is looked at", () => {
  const visit = resumed();
  hide(true);
  const server = FakeSocket.last.say(frame(joined(2)), frame(fromAna(3, "Hello")));
  expect(visit.news).toBe(2);
  hide(false);
  expect(visit.news).toBe(0);
  visit.look();
  expect(server.of("seen")).toEqual([{ do: "seen", chat: 1, public: 3 }]);
  hide(true);
  expect(visit.news).toBe(0);
});

test("another chat starts with a clean browser and the same name", () => {
  const visit = resumed({}, joined(2), event(3, { kind: "chat.ended", by: "representative" }));
  visit.chat!.draft = "too late";
  visit.startAnother();
  expect(visit.phase).toBe("form");
  expect(visit.form.answers).toMatchObject({ name: "Maya Okafor", description: "" });
  expect(localStorage.length).toBe(0);
});

test("a chat started in another tab is shown here too, and left here when it is left there", () => {
  const visit = new Visit(BOOTSTRAP);
  const tell = () => window.dispatchEvent(new StorageEvent("storage", { key: TICKET }));
  localStorage.setItem(TICKET, JSON.stringify({ chat: 1, token: "t" }));
  tell();
  FakeSocket.last.open().say(welcome(1), whole(view(), started()), { on: "ready" });
  expect(visit.phase).toBe("line");
  localStorage.removeItem(TICKET);
  tell();
  expect(visit.left).toBe(true);
  expect(FakeSocket.last.readyState).toBe(FakeSocket.CLOSED);
});
