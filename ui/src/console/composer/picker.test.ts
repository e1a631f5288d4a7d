import { expect, test } from "vitest";
import type { CannedMessageView } from "../../wire/types.gen";
import { categoriesOf, marked, Picker, search } from "./picker.svelte";

const message = (id: number, title: string, text: string, ...category: string[]) =>
  ({ id, title, text, category, team: null }) satisfies CannedMessageView;

const messages = [
  message(1, "Introduction", "Hello, my name is Ana.", "Introductions"),
  message(2, "Closing – anything else?", "Is there anything else?", "Closings", "Solved"),
  message(3, "Closing – café", "See you.", "Closings", "Passed on"),
  message(4, "Printing", "Is anything in the tray?", "Printing"),
];

test("categories are a tree with counts, in the order of the messages", () => {
  const rows = categoriesOf(messages).map(({ name, depth, count }) => [name, depth, count]);
  expect(rows).toEqual([
    ["Introductions", 0, 1],
    ["Closings", 0, 2],
    ["Solved", 1, 1],
    ["Passed on", 1, 1],
    ["Printing", 0, 1],
  ]);
});

test("every word must be found, titles come first, accents do not matter", () => {
  expect(search(messages, "anything").map(({ id }) => id)).toEqual([2, 4]);
  expect(search(messages, "closing CAFE").map(({ id }) => id)).toEqual([3]);
  expect(search(messages, "closing tray")).toEqual([]);
});

test("choosing stays within the list and starts anew with each category and search", () => {
  const picker = new Picker(messages);
  picker.choose(9);
  expect(picker.message?.id).toBe(4);
  picker.openCategory(2);
  expect(picker.listed.map(({ id }) => id)).toEqual([2, 3]);
  expect(picker.message?.id).toBe(2);
  picker.query = "tray";
  expect(picker.category).toBe(0);
  expect(picker.message?.id).toBe(4);
  picker.query = "nothing like it";
  expect(picker.message).toBeNull();
});

test("hits are marked, also signs that mean something in patterns", () => {
  expect(marked("else? Else", "else?")).toEqual([
    { text: "else?", hit: true },
    { text: " Else", hit: false },
  ]);
});
