import type { SoundName } from "../../kit/sound.svelte";
import type { Alert } from "../../wire/types.gen";
import { nameOf } from "./alerts.svelte";

/** What each kind of alert sounds like. */
export const SOUND_OF: Record<Alert["kind"], SoundName> = {
  new: "newChat",
  routed: "newChat",
  transfer: "handover",
  invitation: "handover",
  overdue: "overdue",
  hold: "overdue",
};

interface Ringing {
  alerts: Alert[];
  timer: ReturnType<typeof setInterval>;
}

/** Rings for each new alert, and again and again until there is none. Those that sound alike ring together. */
export class Ringer {
  readonly #ring: (sound: SoundName, alerts: Alert[]) => void;
  readonly #ringing = new Map<SoundName, Ringing>();

  constructor(ring: (sound: SoundName, alerts: Alert[]) => void) {
    this.#ring = ring;
  }

  update(alerts: readonly Alert[]): void {
    for (const sound of new Set(Object.values(SOUND_OF))) {
      this.#updateOne(
        sound,
        alerts.filter(({ kind }) => SOUND_OF[kind] === sound),
      );
    }
  }

  stop(): void {
    this.update([]);
  }

  #updateOne(sound: SoundName, alerts: Alert[]): void {
    const before = this.#ringing.get(sound);
    const known = new Set(before?.alerts.map(nameOf));
    const isNews = alerts.some((alert) => !known.has(nameOf(alert)));
    if (before && alerts.length && !isNews) {
      before.alerts = alerts;
      return;
    }
    clearInterval(before?.timer);
    this.#ringing.delete(sound);
    if (isNews) this.#begin(sound, alerts);
  }

  #begin(sound: SoundName, alerts: Alert[]): void {
    const every = Math.min(...alerts.map(({ repeat }) => repeat)) * 1000;
    const ringing = {
      alerts,
      timer: setInterval(() => this.#ring(sound, ringing.alerts), every),
    };
    this.#ringing.set(sound, ringing);
    this.#ring(sound, alerts);
  }
}
