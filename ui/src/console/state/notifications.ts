import { bodyOf, tagOf } from "../../push/notification";
import { alertTitle } from "../../push/words";
import type { Alert } from "../../wire/types.gen";

/** The system's own notifications, for a page nobody looks at; one an entry, gone when it is over. */
export class Notifications {
  readonly #opened: (alert: Alert) => void;
  readonly #shown = new Map<number, Notification>();

  constructor(opened: (alert: Alert) => void) {
    this.#opened = opened;
  }

  /** Shows them, or shows them again. */
  show(alerts: readonly Alert[]): void {
    if (!document.hidden || !("Notification" in window)) return;
    if (Notification.permission !== "granted") return;
    for (const alert of alerts) this.#show(alert);
  }

  /** Takes those away that nobody need act on any more. */
  keep(alerts: readonly Alert[]): void {
    const there = new Set(alerts.map(({ entry }) => entry));
    for (const [entry, notification] of this.#shown) {
      if (there.has(entry)) continue;
      notification.close();
      this.#shown.delete(entry);
    }
  }

  #show(alert: Alert): void {
    const options = {
      body: bodyOf(alert),
      tag: tagOf(alert.entry),
      renotify: true,
      // The page's own sounds are told apart, and can be switched off one by one.
      silent: true,
    };
    try {
      const notification = new Notification(alertTitle(alert), options);
      notification.onclick = () => {
        window.focus();
        notification.close();
        this.#opened(alert);
      };
      this.#shown.set(alert.entry, notification);
    } catch {
      // Some systems show them only through a service worker, which web push does.
    }
  }
}
