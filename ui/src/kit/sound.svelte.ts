import * as storage from "../wire/storage";

const STORED = "sound";

/** Each sound as its notes: pitch in hertz, start in seconds. */
const SOUNDS = {
  newChat: [
    { pitch: 587.33, at: 0 },
    { pitch: 880, at: 0.16 },
  ],
  message: [{ pitch: 698.46, at: 0 }],
  joined: [
    { pitch: 523.25, at: 0 },
    { pitch: 659.25, at: 0.14 },
  ],
} as const;

export type SoundName = keyof typeof SOUNDS;

/** Short, soft sounds. Silent until the first press anywhere on the page, as browsers demand. */
class Sound {
  #on = $state(storage.read<string>(STORED) !== "off");
  #audio: AudioContext | null = null;

  constructor() {
    const unlock = () => {
      this.#audio ??= new AudioContext();
      void this.#audio.resume();
    };
    for (const gesture of ["pointerdown", "keydown"]) {
      addEventListener(gesture, unlock, { once: true, capture: true });
    }
  }

  get on(): boolean {
    return this.#on;
  }

  toggle(): void {
    this.#on = !this.#on;
    storage.write(STORED, this.#on ? "on" : "off");
  }

  play(name: SoundName): void {
    if (!this.#on || this.#audio?.state !== "running") return;
    for (const note of SOUNDS[name]) this.#note(this.#audio, note.pitch, note.at);
  }

  #note(audio: AudioContext, pitch: number, at: number): void {
    const start = audio.currentTime + at;
    const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.linearRampToValueAtTime(0.12, start + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.4);
    tone.connect(gain).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.45);
  }
}

export const sound = new Sound();
