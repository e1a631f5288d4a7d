import { t } from "../../messages/console";
import type { Alert } from "../../wire/types.gen";
import type { Shown } from "./alerts.svelte";

const SHOWN_MS = 8_000;

/** Alerts of nothing, for trying what they look and sound like. */
export class Samples {
  readonly #now: () => number;
  #shown = $state.raw<Shown[]>([]);
  #entries = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get shown(): Shown[] {
    return this.#shown;
  }

  /** Shows one for a while. Entries below nought are nobody's. */
  show(kind: Alert["kind"], team: string, by: string): Alert {
    const now = this.#now();
    const alert: Alert = {
      entry: --this.#entries,
      kind,
      team,
      by,
      chat: 0,
      number: "",
      name: t("sampleName"),
      issue: t("sampleIssue"),
      since: now,
      waiting_since: now,
      repeat: 0,
      until: kind === "routed" ? now + SHOWN_MS : null,
    };
    this.#shown = [{ alert, over: false, takenBy: null, sample: true }];
    setTimeout(() => this.remove(alert), SHOWN_MS);
    return alert;
  }

  remove({ entry }: Alert): void {
    this.#shown = this.#shown.filter(({ alert }) => alert.entry !== entry);
  }
}
