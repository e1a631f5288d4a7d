import { beforeEach, expect, test, vi } from "vitest";
import { alert } from "../../../tests/fixtures/wire";
import type { Alert } from "../../wire/types.gen";
import { Notifications } from "./notifications";

/** Stands for the browser's own. */
class FakeNotification {
  static permission = "granted";
  static all: FakeNotification[] = [];
  onclick: (() => void) | null = null;
  closed = false;
  readonly title: string;
  readonly options: NotificationOptions;

  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.options = options;
    FakeNotification.all.push(this);
  }

  close(): void {
    this.closed = true;
  }
}

beforeEach(() => {
  FakeNotification.all = [];
  FakeNotification.permission = "granted";
  vi.stubGlobal("Notification", FakeNotification);
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  vi.spyOn(window, "focus").mockReturnValue(undefined);
});

const notifying = () => {
  const opened: Alert[] = [];
  return { opened, notifications: new Notifications((each) => opened.push(each)) };
};

test("one an entry, in the words of the pop-up, and pressing it opens what it is about", () => {
  const { notifications, opened } = notifying();
  notifications.show([alert(1), alert(2, { kind: "transfer", by: "Bo Lind" })]);
  expect(FakeNotification.all.map(({ title, options }) => [title, options.tag])).toEqual([
    ["New chat in Service Desk", "deskside-entry-1"],
    ["Transfer from Bo Lind", "deskside-entry-2"],
  ]);
  FakeNotification.all[1]!.onclick!();
  expect(opened).toMatchObject([{ entry: 2 }]);
  expect(FakeNotification.all[1]!.closed).toBe(true);
});

test("gone when it is over", () => {
  const { notifications } = notifying();
  notifications.show([alert(1), alert(2)]);
  notifications.keep([alert(2)]);
  expect(FakeNotification.all.map(({ closed }) => closed)).toEqual([true, false]);
});

test("nothing before one's eyes, and nothing without leave", () => {
  const { notifications } = notifying();
  FakeNotification.permission = "default";
  notifications.show([alert(1)]);
  FakeNotification.permission = "granted";
  vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  notifications.show([alert(1)]);
  expect(FakeNotification.all).toEqual([]);
});
