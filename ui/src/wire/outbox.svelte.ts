import { Backoff } from "./backoff";
import { newKey } from "./keys";
import { RefusedError } from "./protocol";
import type { Answer, KeyedFrame, Wish } from "./protocol";
import * as storage from "./storage";
import type { Done, Refused } from "./types.gen";

const UNAVAILABLE = "storage.unavailable";

/** A message of mine that the timeline does not show yet. */
export interface Unsent {
  key: string;
  chat: number;
  text: string;
  note: boolean;
  canned: string | null;
  /** When I pressed Send, by this computer's clock. */
  at: number;
  state: "sending" | "sent" | "failed";
  /** The server's words where it refused. */
  problem: string | null;
}

export type PostOptions = { note?: boolean; canned?: string | null };

interface Asked {
  frame: KeyedFrame;
  resolve: (answer: never) => void;
  reject: (reason: RefusedError) => void;
}

/**
 * What this page wants of the server and has no answer to. Everything has a key and is sent again with it after a
 * reconnect; messages also survive a reload. One chat's messages are under way one at a time, so that they keep their order.
 */
export class Outbox {
  readonly #send: (frame: KeyedFrame) => boolean;
  readonly #asked = new Map<string, Asked>();
  readonly #underWay = new Map<number, string>();
  readonly #postponed = new Set<string>();
  readonly #backoff = new Backoff(() => this.#sendPostponed());
  #unsent = $state.raw<Unsent[]>([]);
  #owner = "";
  #online = false;

  constructor(send: (frame: KeyedFrame) => boolean) {
    this.#send = send;
  }

  /** My messages of this chat which are not in its timeline yet, in order. */
  of(chat: number): Unsent[] {
    return this.#unsent.filter((message) => message.chat === chat);
  }

  /** Takes up what an earlier load of the page left behind, of this person only. */
  restore(owner: string): void {
    if (owner === this.#owner) return;
    this.#owner = owner;
    const mine = this.#unsent;
    const kept = storage
      .names(`unsent.${owner}.`)
      .flatMap((name) => storage.read<Unsent>(name) ?? [])
      .filter(({ key }) => !mine.some((message) => message.key === key));
    this.#unsent = [...kept, ...mine].sort((a, b) => a.at - b.at);
  }

  ask<W extends Wish>(wish: W): Promise<Answer<W>> {
    const frame = { ...wish, key: newKey() } as unknown as KeyedFrame;
    return new Promise((resolve, reject) => {
      this.#asked.set(frame.key, { frame, resolve, reject });
      if (this.#online) this.#send(frame);
    });
  }

  post(chat: number, text: string, { note = false, canned = null }: PostOptions = {}): void {
    const message: Unsent = {
      key: newKey(),
      chat,
      text,
      note,
      canned,
      at: Date.now(),
      state: "sending",
      problem: null,
    };
    this.#unsent = [...this.#unsent, message];
    this.#keep(message);
    this.#sendNext(chat);
  }

  retry(key: string): void {
    const message = this.#change(key, { state: "sending", problem: null });
    if (message) this.#sendNext(message.chat);
  }

  discard(key: string): void {
    this.#remove((message) => message.key === key);
  }

  /** The server is up to date with us: everything unanswered goes again. */
  resume(chats: readonly number[]): void {
    this.#online = true;
    this.#underWay.clear();
    for (const { frame } of this.#asked.values()) this.#send(frame);
    for (const chat of chats) this.#sendNext(chat);
  }

  pause(): void {
    this.#online = false;
    this.#postponed.clear();
  }

  /** Nothing more will be answered. */
  stop(code: string, text: string): void {
    this.pause();
    for (const { reject } of this.#asked.values()) reject(new RefusedError(code, text));
    this.#asked.clear();
  }

  done(frame: Done): void {
    this.#backoff.succeeded();
    const asked = this.#asked.get(frame.key);
    this.#asked.delete(frame.key);
    asked?.resolve(frame.result as never);
    const message = this.#change(frame.key, { state: "sent" });
    if (message) this.#settled(message);
  }

  refused(frame: Refused): void {
    if (frame.code === UNAVAILABLE) return this.#postpone(frame.key);
    const asked = this.#asked.get(frame.key);
    this.#asked.delete(frame.key);
    asked?.reject(new RefusedError(frame.code, frame.text, frame.detail));
    const message = this.#change(frame.key, { state: "failed", problem: frame.text });
    if (message) this.#next(message);
  }

  /** An event of mine with this key is in the timeline, which shows it from now on. */
  recorded(key: string): void {
    const message = this.#unsent.find((each) => each.key === key);
    if (!message) return;
    this.#backoff.succeeded();
    this.#remove((each) => each === message);
    this.#next(message);
  }

  forget(chat: number): void {
    this.#remove((message) => message.chat === chat);
    this.#underWay.delete(chat);
  }

  #sendNext(chat: number): void {
    if (!this.#online || this.#underWay.has(chat)) return;
    const message = this.of(chat).find(({ state }) => state === "sending");
    if (!message) return;
    this.#underWay.set(chat, message.key);
    this.#send({
      do: "message.post",
      key: message.key,
      chat,
      text: message.text,
      ...(message.note && { note: true }),
      ...(message.canned && { canned: message.canned }),
    });
  }

  /** Nothing is wrong with it; only, it could not be saved just now. */
  #postpone(key: string): void {
    this.#postponed.add(key);
    this.#backoff.later();
  }

  #sendPostponed(): void {
    const keys = [...this.#postponed];
    this.#postponed.clear();
    for (const key of keys) {
      const asked = this.#asked.get(key);
      if (asked) this.#send(asked.frame);
      const message = this.#unsent.find((each) => each.key === key);
      if (message) this.#next(message);
    }
  }

  #next({ chat, key }: Unsent): void {
    if (this.#underWay.get(chat) === key) this.#underWay.delete(chat);
    this.#sendNext(chat);
  }

  #settled(message: Unsent): void {
    storage.remove(this.#name(message));
    this.#next(message);
  }

  #change(key: string, changes: Partial<Unsent>): Unsent | undefined {
    const changed = this.#unsent.find((message) => message.key === key);
    if (!changed) return undefined;
    const message = { ...changed, ...changes };
    this.#unsent = this.#unsent.map((each) => (each === changed ? message : each));
    this.#keep(message);
    return message;
  }

  #remove(which: (message: Unsent) => boolean): void {
    this.#unsent.filter(which).forEach((message) => storage.remove(this.#name(message)));
    this.#unsent = this.#unsent.filter((message) => !which(message));
  }

  #keep(message: Unsent): void {
    storage.write(this.#name(message), message);
  }

  /** One name a message, so that two tabs never overwrite each other's. */
  #name(message: Unsent): string {
    return `unsent.${this.#owner}.${message.key}`;
  }
}
