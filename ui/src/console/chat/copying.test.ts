import { expect, test } from "vitest";
import { copyable } from "./copying";

function logOf(...texts: string[]): HTMLElement {
  document.body.innerHTML = "<p>outside</p>";
  const log = document.createElement("div");
  for (const text of texts)
    log.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.body.append(log);
  copyable(() => "the transcript")(log);
  return log;
}

/** What a copy puts on the clipboard, or null where the browser's own copy goes ahead. */
function copy(log: HTMLElement): string | null {
  let data: string | null = null;
  const event = new Event("copy", { bubbles: true, cancelable: true });
  Object.assign(event, {
    clipboardData: { setData: (_type: string, text: string) => (data = text) },
  });
  log.dispatchEvent(event);
  return event.defaultPrevented ? data : null;
}

test("select all takes the log alone, and copying then gives the transcript", () => {
  const log = logOf("one", "two");
  const key = new KeyboardEvent("keydown", { key: "a", ctrlKey: true, cancelable: true });
  log.dispatchEvent(key);
  expect(key.defaultPrevented).toBe(true);
  expect(getSelection()!.toString()).not.toContain("outside");
  expect(copy(log)).toBe("the transcript");
});

test("a part is copied as it stands", () => {
  const log = logOf("one", "two");
  getSelection()!.selectAllChildren(log.firstElementChild!);
  expect(copy(log)).toBeNull();
});
