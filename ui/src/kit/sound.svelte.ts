import { SvelteSet } from "svelte/reactivity";
import * as storage from "../wire/storage";

const STORED = "sound";
const STORED_OFF = "sound.off";
const STORED_VOLUME = "sound.volume";
/** The loudest a note gets; more would startle. */
const LOUDEST = 0.24;

interface Note {
  /** In hertz. */
  pitch: number;
  /** In seconds. */
  at: number;
}

const SOUNDS = {
  newChat: [
    { pitch: 587.33, at: 0 },
    { pitch: 880, at: 0.16 },
  ],
  handover: [
    { pitch: 523.25, at: 0 },
    { pitch: 659.25, at: 0.14 },
    { pitch: 783.99, at: 0.28 },
  ],
  message: [{ pitch: 698.46, at: 0 }],
  overdue: [{ pitch: 220, at: 0 }],
  joined: [
    { pitch: 523.25, at: 0 },
    { pitch: 659.25, at: 0.14 },
  ],
} satisfies Record<string, Note[]>;

export type SoundName = keyof typeof SOUNDS;

/** Short, soft sounds. Silent until the first press anywhere on the page, as browsers demand. */
class Sound {
  #on = $state(storage.read<string>(STORED) !== "off");
  #volume = $state(storage.read<number>(STORED_VOLUME) ?? 0.5);
  #allowed = $state(false);
  #audio: AudioContext | null = null;
  readonly #off = new SvelteSet(storage.read<SoundName[]>(STORED_OFF) ?? []);

  constructor() {
    for (const gesture of ["pointerdown", "keydown"]) {
      addEventListener(gesture, () => this.#unlock(), { once: true, capture: true });
    }
  }

  get on(): boolean {
    return this.#on;
  }

  /** From 0 to 1. */
  get volume(): number {
    return this.#volume;
  }

  set volume(volume: number) {
    this.#volume = volume;
    storage.write(STORED_VOLUME, volume);
  }

  /** Whether the browser lets the page be heard. */
  get allowed(): boolean {
    return this.#allowed;
  }

  toggle(): void {
    this.#on = !this.#on;
    storage.write(STORED, this.#on ? "on" : "off");
  }

  /** Whether this one sounds, where sounds are on at all. */
  has(name: SoundName): boolean {
    return !this.#off.has(name);
  }

  switch(name: SoundName): void {
    if (!this.#off.delete(name)) this.#off.add(name);
    storage.write(STORED_OFF, [...this.#off]);
  }

  play(name: SoundName): void {
    if (!this.#on || this.#off.has(name) || this.#audio?.state !== "running") return;
    for (const note of SOUNDS[name]) this.#note(this.#audio, note);
  }

  #unlock(): void {
    this.#audio ??= new AudioContext();
    const look = () => (this.#allowed = this.#audio?.state === "running");
    this.#audio.onstatechange = look;
    void this.#audio.resume().then(look);
  }

  #note(audio: AudioContext, { pitch, at }: Note): void {
    const start = audio.currentTime + at;
    const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.linearRampToValueAtTime(Math.max(LOUDEST * this.#volume, 0.0001), start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
    tone.connect(gain).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.45);
  }
}

export const sound = new Sound();
