/** Puts a text on the clipboard; in its older way where the page did not come over HTTPS. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text);
  }
}

function copyByEvent(text: string): boolean {
  let copied = false;
  const put = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
    copied = true;
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  return copied;
}

/** Whether all of a log is selected, which only *select all* within it does. */
export function allSelected(log: HTMLElement, selection: Selection | null): boolean {
  if (!selection || selection.rangeCount === 0) return false;
  const { startContainer, endContainer, startOffset, endOffset } = selection.getRangeAt(0);
  return (
    startContainer === log &&
    endContainer === log &&
    startOffset === 0 &&
    endOffset >= log.childNodes.length - 1
  );
}

/**
 * For `{@attach}` on a log: *select all* takes only the log, and copying all of it gives the clean transcript.
 * A part of it is copied as it stands.
 */
export function copyable(transcript: () => string): (log: HTMLElement) => () => void {
  return (log) => {
    const selectAll = (event: KeyboardEvent) => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!wanted || event.key.toLowerCase() !== "a") return;
      event.preventDefault();
      getSelection()?.selectAllChildren(log);
    };
    const copy = (event: ClipboardEvent) => {
      if (!allSelected(log, getSelection())) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", transcript());
    };
    log.addEventListener("keydown", selectAll);
    log.addEventListener("copy", copy);
    return () => {
      log.removeEventListener("keydown", selectAll);
      log.removeEventListener("copy", copy);
    };
  };
}
