import { beforeEach, expect, test } from "vitest";
import { consoleOf } from "../../../tests/fixtures/console";
import { freshPage } from "../../../tests/fixtures/fakeSocket";
import { fromCustomer, joined, started, view, whole } from "../../../tests/fixtures/wire";

beforeEach(freshPage);

function writing() {
  const { desk, session, socket } = consoleOf([
    whole(view({ state: "active" }), started(), joined(2), fromCustomer(3, "Hello?")),
  ]);
  return { composing: desk.composing(session.chats.get(1)!), socket };
}

test("a canned message goes into the selection and its title is sent with it", () => {
  const { composing, socket } = writing();
  composing.text = "Well, … .";
  expect(composing.insert("good morning", "Introduction", 6, 7)).toBe(18);
  composing.send();
  expect(socket.of("message.post")).toMatchObject([
    { chat: 1, text: "Well, good morning .", canned: "Introduction" },
  ]);
  expect(composing.text).toBe("");
});

test("the title is forgotten when the box is emptied, and never stands at a note", () => {
  const { composing, socket } = writing();
  composing.insert("Good morning", "Introduction", 0, 0);
  composing.text = " ";
  composing.text = "My own words";
  composing.send();
  const [first] = socket.of("message.post");
  expect(first).not.toHaveProperty("canned");
  socket.say({ on: "done", key: first!.key, seq: 4 });

  composing.insert("Good morning", "Introduction", 0, 0);
  composing.note = true;
  composing.send();
  const [, second] = socket.of("message.post");
  expect(second).toMatchObject({ text: "Good morning", note: true });
  expect(second).not.toHaveProperty("canned");
});

test("what is to be filled in is pointed at once, then sent as it is", () => {
  const { composing, socket } = writing();
  composing.text = "Your ticket is {{ticket.number}}.";
  expect(composing.send()).toMatchObject({ start: 15, end: 32 });
  expect(composing.warned).toBe(true);
  expect(socket.of("message.post")).toEqual([]);
  expect(composing.send()).toBeNull();
  expect(socket.of("message.post")).toHaveLength(1);
});

test("nothing visible and too much are not sent", () => {
  const { composing, socket } = writing();
  composing.text = " \n ";
  composing.send();
  composing.text = "😀".repeat(8_001);
  expect(composing.tooLong).toBe(1);
  composing.send();
  expect(socket.of("message.post")).toEqual([]);
});

test("the customer is told of typing, but not of writing a note", () => {
  const { composing, socket } = writing();
  composing.note = true;
  composing.text = "between us";
  expect(socket.of("typing")).toEqual([]);
  composing.note = false;
  composing.text = "Hello";
  expect(socket.of("typing")).toMatchObject([{ chat: 1, on: true }]);
  composing.text = "";
  expect(socket.of("typing").at(-1)).toMatchObject({ chat: 1, on: false });
});
