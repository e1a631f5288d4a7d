import { sound } from "../../kit/sound.svelte";
import type { ChatState } from "../../wire/chat.svelte";
import { LiveSession } from "../../wire/session.svelte";
import * as storage from "../../wire/storage";
import type { Started } from "../../wire/types.gen";
import type { Bootstrap } from "../bootstrap";
import { StartForm } from "./form.svelte";
import { page } from "./page.svelte";

const TICKET = "customer.chat";
const BACK_SHOWN_MS = 4_000;

export type Phase = "form" | "opening" | "line" | "chat" | "ended" | "stopped";

/** A customer's way through the page: form, line, chat, end. The chat's token is kept, so that a reload or another tab goes on. */
export class Visit {
  readonly bootstrap: Bootstrap;
  readonly form: StartForm;
  #session = $state.raw<LiveSession | null>(null);
  #left = $state(false);
  #justBack = $state(false);
  #joinedUnseen = $state(false);
  #notice = $state("");

  constructor(bootstrap: Bootstrap) {
    this.bootstrap = bootstrap;
    this.form = new StartForm(
      bootstrap.door,
      bootstrap.issues.map(({ id }) => id),
    );
    const ticket = storage.read<Started>(TICKET);
    if (ticket) this.#open(ticket);
    storage.watch<Started>(TICKET, (value) => this.#elsewhere(value));
  }

  get session(): LiveSession | null {
    return this.#session;
  }

  get chat(): ChatState | undefined {
    return this.#session?.chats.list[0];
  }

  get phase(): Phase {
    if (!this.#session) return "form";
    if (this.#left) return "ended";
    if (this.#session.status.is === "stopped") return "stopped";
    if (!this.chat) return "opening";
    const { state, answered_at } = this.chat.view;
    if (state === "ended") return "ended";
    return answered_at === null ? "line" : "chat";
  }

  /** Why the chat of before is not shown. */
  get notice(): string {
    return this.#notice;
  }

  /** The customer ended it, not the desk. */
  get left(): boolean {
    return this.#left;
  }

  /** The connection has just come back after a loss. */
  get justBack(): boolean {
    return this.#justBack;
  }

  /** What the customer has not noticed yet, for the title of a hidden tab. */
  get news(): number {
    if (!page.hidden || !this.chat) return 0;
    return this.chat.unread + Number(this.#joinedUnseen);
  }

  async start(): Promise<void> {
    const started = await this.form.send();
    if (!started) return;
    storage.write(TICKET, started);
    this.#open(started);
  }

  /** Leaves the line or the chat. Rejects where the server would not have it. */
  async leave(): Promise<void> {
    if (!this.chat || !this.#session) return;
    await this.#session.ask({ do: "chat.leave", chat: this.chat.id });
    this.#goAway();
    storage.remove(TICKET);
  }

  startAnother(): void {
    const customer = this.chat?.view.customer;
    this.chat?.forget();
    this.#forget();
    this.form.clear(customer?.name ?? "", customer?.email ?? "");
  }

  /** The customer looks at the page: what stands there is seen. */
  look(): void {
    this.#joinedUnseen = false;
    if (this.chat) this.#session?.seen(this.chat.id);
  }

  #open({ token }: Started): void {
    const session = new LiveSession({ url: this.bootstrap.socket, side: "customer", token });
    session.on("stopped", ({ code, text }) => {
      if (code !== "token.invalid") return;
      this.#forget();
      this.#notice = text;
    });
    session.on("joined", () => {
      sound.play("joined");
      this.#joinedUnseen = page.hidden;
    });
    session.on("message", () => {
      if (page.hidden) sound.play("message");
    });
    session.on("back", () => {
      this.#justBack = true;
      setTimeout(() => (this.#justBack = false), BACK_SHOWN_MS);
    });
    this.#session = session;
    this.#left = false;
    this.#notice = "";
    session.start();
  }

  /** Another tab has started a chat or left it. */
  #elsewhere(ticket: Started | null): void {
    if (ticket && this.phase === "form") this.#open(ticket);
    if (ticket) return;
    if (this.phase === "opening") this.#forget();
    if (this.phase === "line" || this.phase === "chat") this.#goAway();
  }

  #goAway(): void {
    this.#left = true;
    // A customer who is connected counts as being there, so the connection must not outlive the leaving.
    this.#session?.stop();
  }

  #forget(): void {
    this.#session?.stop();
    this.#session = null;
    this.#left = false;
    storage.remove(TICKET);
  }
}
