import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { LiveSession } from "../../wire/session.svelte";
import type { Alert, DeskBoard } from "../../wire/types.gen";
import type { Asking } from "./asking";

const FADE_MS = 2_500;
const SHOWN = 3;

/** A pop-up. `over`: nobody need act any more, and `takenBy` has it, where somebody has. */
export interface Shown {
  alert: Alert;
  over: boolean;
  takenBy: string | null;
  /** Only to try what it is like. */
  sample?: boolean;
}

/** An alert is another one when it becomes more urgent. */
export const nameOf = ({ entry, kind }: Alert): string => `${entry} ${kind}`;

/** What the server alerts me of, as pop-ups. Who is concerned is decided there, here only how to show it. */
export class Alerts {
  readonly #session: LiveSession;
  readonly #asking: Asking;
  readonly #putOff = new SvelteSet<string>();
  readonly #fading = new SvelteMap<number, Shown>();
  readonly #gone = new Map<number, Alert>();
  #pending = $derived.by(() => this.#collect());

  constructor(session: LiveSession, asking: Asking) {
    this.#session = session;
    this.#asking = asking;
  }

  /** Everything that waits for somebody to act. */
  get list(): Alert[] {
    return this.#session.desk.alerts;
  }

  /** Those just gone, which say who took them; then what is asked of me alone; then the longest waits. */
  get shown(): Shown[] {
    return [...this.#fading.values(), ...this.#pending].slice(0, SHOWN);
  }

  get more(): number {
    return Math.max(0, this.#fading.size + this.#pending.length - SHOWN);
  }

  /** Out of the way until it repeats. */
  dismiss(alert: Alert): void {
    const name = nameOf(alert);
    this.#putOff.add(name);
    setTimeout(() => this.#putOff.delete(name), alert.repeat * 1000);
  }

  /** Listens for what becomes of alerts; call it within a component. */
  start(): () => void {
    const stops = [
      this.#session.on("desk", ({ before }) => this.#changed(before)),
      this.#session.on("withdrawn", ({ entry, takenBy }) => this.#withdrawn(entry, takenBy)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  #collect(): Shown[] {
    return this.list
      .filter((alert) => !this.#putOff.has(nameOf(alert)) && !this.#fading.has(alert.entry))
      .map((alert) => ({ alert, over: false, takenBy: null }))
      .sort((a, b) => Number(forMe(b.alert)) - Number(forMe(a.alert)));
  }

  #changed(before: DeskBoard): void {
    const there = new Set(this.list.map(({ entry }) => entry));
    for (const alert of before.alerts) {
      if (there.has(alert.entry)) continue;
      this.#gone.set(alert.entry, alert);
      setTimeout(() => this.#gone.delete(alert.entry), FADE_MS);
      const mine =
        alert.kind === "routed" || before.offers.some(({ entry }) => entry === alert.entry);
      if (mine && !this.#asking.answered(alert.entry)) this.#fade(alert, null);
    }
  }

  /** The team's queue tells who took it; that may come before the alert goes, or after. */
  #withdrawn(entry: number, takenBy: string | null): void {
    const alert = this.list.find((each) => each.entry === entry) ?? this.#gone.get(entry);
    if (!alert || takenBy === this.#session.me?.name) return;
    if (!this.#putOff.has(nameOf(alert))) this.#fade(alert, takenBy);
  }

  #fade(alert: Alert, takenBy: string | null): void {
    this.#fading.set(alert.entry, { alert, over: true, takenBy });
    setTimeout(() => this.#fading.delete(alert.entry), FADE_MS);
  }
}

const forMe = ({ kind }: Alert): boolean => kind !== "new" && kind !== "overdue";
