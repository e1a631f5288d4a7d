import { t } from "../../messages/console";
import type { ChatState } from "../../wire/chat.svelte";
import type { LiveSession } from "../../wire/session.svelte";
import type { Asking } from "./asking";
import type { Notices } from "./notices.svelte";
import type { Taking } from "./taking.svelte";

/** For so long a chat just left can be joined again. */
const REJOIN_MS = 10_000;

/** Stepping out of a chat: leaving it to others, holding it, ending it, and thinking better of it. */
export class Closing {
  readonly #session: LiveSession;
  readonly #asking: Asking;
  readonly #notices: Notices;
  readonly #taking: Taking;
  readonly #left = new Set<number>();
  #asked = $state<number | null>(null);

  constructor(session: LiveSession, asking: Asking, notices: Notices, taking: Taking) {
    this.#session = session;
    this.#asking = asking;
    this.#notices = notices;
    this.#taking = taking;
  }

  /** The chat whose closing is being asked about. */
  get asked(): ChatState | null {
    return (this.#asked !== null && this.#session.chats.get(this.#asked)) || null;
  }

  /** The red X: asks only where the customer would be left alone. */
  async close(chat: ChatState): Promise<void> {
    const { state, customer_presence: presence, ending_at: ending } = chat.view;
    if (this.others(chat).length) await this.leave(chat);
    else if (state === "ended" || presence === "left") await this.end(chat);
    else if (ending === null) this.#asked = chat.id;
  }

  cancel(): void {
    this.#asked = null;
  }

  async hold(chat: ChatState): Promise<void> {
    this.#asked = null;
    await this.#asking.try({ do: "chat.hold", chat: chat.id });
  }

  async end(chat: ChatState): Promise<void> {
    this.#asked = null;
    await this.#asking.try({ do: "chat.end", chat: chat.id });
  }

  async undoEnd(chat: ChatState): Promise<void> {
    await this.#asking.try({ do: "chat.undo_end", chat: chat.id });
  }

  async leave(chat: ChatState): Promise<void> {
    const { id, view } = chat;
    if (this.#left.has(id)) return; // The second press of a double click.
    const others = this.others(chat);
    const staying = others.find((other) => other.id === view.owner?.id) ?? others[0];
    this.#left.add(id);
    if ((await this.#asking.try({ do: "chat.leave", chat: id })) === null) {
      this.#left.delete(id);
      return;
    }
    this.#notices.offer(
      t("youLeft", { name: view.customer.name, rep: staying?.name ?? "" }),
      { label: t("rejoin"), run: () => this.rejoin(id) },
      REJOIN_MS,
    );
  }

  async rejoin(chat: number): Promise<void> {
    this.#left.delete(chat);
    await this.#taking.back(chat);
  }

  /** Whether I left this chat by myself, so that its going needs no word. */
  leftByMe(chat: number): boolean {
    return this.#left.has(chat);
  }

  /** Who would still be with the customer without me. */
  others(chat: ChatState): { id: number; name: string }[] {
    return chat.view.representatives.filter(({ id }) => id !== this.#session.me?.id);
  }
}
