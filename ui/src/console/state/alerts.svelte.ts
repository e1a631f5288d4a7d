import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { sound } from "../../kit/sound.svelte";
import type { LiveSession } from "../../wire/session.svelte";
import type { WaitingRow } from "../../wire/types.gen";
import { takeable } from "./waits";

const REPEAT_MS = 20_000;
const FADE_MS = 2_500;
const SHOWN = 3;

export interface Alert {
  team: string;
  row: WaitingRow;
  /** It is no longer waiting: `takenBy` has it, or the customer has left. */
  over: boolean;
  takenBy: string | null;
}

/** The pop-ups about waiting chats: all I have not dismissed, while I am available. */
export class Alerts {
  readonly #session: LiveSession;
  readonly #dismissed = new SvelteSet<number>();
  readonly #fading = new SvelteMap<number, Alert>();
  #waiting = $derived.by(() => this.#collect());

  constructor(session: LiveSession) {
    this.#session = session;
  }

  /** Still waiting for somebody to act. */
  get count(): number {
    return this.#waiting.length;
  }

  /** The longest-waiting ones, and those just gone, which say who took them. */
  get shown(): Alert[] {
    return [...this.#fading.values(), ...this.#waiting].slice(0, SHOWN);
  }

  get more(): number {
    return Math.max(0, this.#fading.size + this.#waiting.length - SHOWN);
  }

  dismiss(entry: number): void {
    this.#dismissed.add(entry);
    this.#fading.delete(entry);
  }

  /** Listens and rings; call it within a component. */
  start(): () => void {
    const stop = this.#session.on("withdrawn", ({ entry, row, team, takenBy }) => {
      const known = row && this.#session.online && !this.#dismissed.delete(entry) && !row.away;
      const mine = takenBy === this.#session.me?.name;
      if (known && this.#available && !mine) this.#fade(this.#alert(team, row, takenBy, true));
    });
    return stop;
  }

  /** Rings for a new one, and again every 20 s while any is left. */
  ring(): () => void {
    sound.play("newChat");
    const timer = setInterval(() => sound.play("newChat"), REPEAT_MS);
    return () => clearInterval(timer);
  }

  /** Changes whenever there is something new to ring for. */
  get newest(): number {
    return Math.max(0, ...this.#waiting.map(({ row }) => row.entry));
  }

  get #available(): boolean {
    return this.#session.me?.availability === "available";
  }

  #collect(): Alert[] {
    if (!this.#available) return [];
    return [...this.#session.boards.values()]
      .flatMap(({ team, rows }) => rows.map((row) => ({ team, row })))
      .filter(({ row }) => takeable(row) && !this.#dismissed.has(row.entry))
      .sort((a, b) => a.row.waiting_since - b.row.waiting_since)
      .map(({ team, row }) => this.#alert(team, row, null, false));
  }

  #alert(team: number, row: WaitingRow, takenBy: string | null, over: boolean): Alert {
    const name = this.#session.me?.teams.find(({ id }) => id === team)?.name ?? "";
    return { team: name, row, takenBy, over };
  }

  #fade(alert: Alert): void {
    const { entry } = alert.row;
    this.#fading.set(entry, alert);
    setTimeout(() => this.#fading.delete(entry), FADE_MS);
  }
}
