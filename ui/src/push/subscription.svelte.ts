import type { Wish } from "../wire/protocol";
import { CONSOLE } from "./notification";

/** Where the server serves the service worker. Its address gives it the console and nothing else. */
const WORKER = `${CONSOLE}push-worker.js`;

export type PushWish = Extract<Wish, { do: `push.${string}` }>;

export type PushState = "unknown" | "notSetUp" | "unsupported" | "blocked" | "off" | "on";

/** Whether this browser is told of alerts while the console is closed. */
export class Push {
  readonly #key: string | null;
  readonly #ask: (wish: PushWish) => Promise<unknown>;
  #state = $state<PushState>("unknown");
  #busy = $state(false);

  /** @param key the server's public key; null where push is not set up. */
  constructor(key: string | null, ask: (wish: PushWish) => Promise<unknown>) {
    this.#key = key;
    this.#ask = ask;
  }

  get state(): PushState {
    return this.#state;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Finds out how things are. */
  async look(): Promise<void> {
    if (!this.#key) this.#state = "notSetUp";
    else if (!supported()) this.#state = "unsupported";
    else if (Notification.permission === "denied") this.#state = "blocked";
    else this.#state = (await this.#subscription()) ? "on" : "off";
  }

  /** Tells the server of this browser anew: it may have forgotten it, or know it as somebody else's. */
  async renew(): Promise<void> {
    await this.look();
    const subscription = this.#state === "on" && (await this.#subscription());
    if (subscription) await this.#register(subscription);
  }

  /** Asks the browser for leave where that is needed. Rejects where its push service could not be reached. */
  switchOn(): Promise<void> {
    return this.#change(async () => {
      if ((await Notification.requestPermission()) !== "granted") return;
      const registration = await navigator.serviceWorker.register(WORKER, { scope: CONSOLE });
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytesOf(this.#key!),
      });
      await this.#register(subscription);
    });
  }

  switchOff(): Promise<void> {
    return this.#change(async () => {
      const subscription = await this.#subscription();
      if (!subscription) return;
      await this.#ask({ do: "push.unsubscribe", endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    });
  }

  async test(): Promise<void> {
    await this.#ask({ do: "push.test" });
  }

  async #register(subscription: PushSubscription): Promise<void> {
    const { p256dh = "", auth = "" } = subscription.toJSON().keys ?? {};
    await this.#ask({ do: "push.subscribe", endpoint: subscription.endpoint, p256dh, auth });
  }

  async #change(change: () => Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await change();
    } finally {
      this.#busy = false;
      await this.look();
    }
  }

  async #subscription(): Promise<PushSubscription | null> {
    const registration = await navigator.serviceWorker.getRegistration(CONSOLE);
    return (await registration?.pushManager.getSubscription()) ?? null;
  }
}

const supported = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** The bytes of a base64url text. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}
