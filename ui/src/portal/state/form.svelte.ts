import { t } from "../../messages/portal";
import { UnreachableError, knock } from "../../wire/door";
import { newKey } from "../../wire/keys";
import { RefusedError } from "../../wire/protocol";
import type { Started } from "../../wire/types.gen";
import { browserName } from "./browser";
import { check } from "./check";
import type { Answers, Field } from "./check";

const STORED = "deskside.form";
const EMPTY: Answers = { issue: null, name: "", email: "", description: "" };

/** The start form. What is typed lives as long as the tab, so that a reload or a failure costs nothing. */
export class StartForm {
  readonly #door: string;
  #answers = $state<Answers>({ ...EMPTY });
  #tried = $state(false);
  #busy = $state(false);
  #refused = $state.raw<{ field: Field; text: string } | null>(null);
  #failure = $state<string | null>(null);
  #sent = { key: "", content: "" };
  readonly #problems = $derived(check(this.#answers));

  constructor(door: string, issues: readonly number[]) {
    this.#door = door;
    const answers = { ...EMPTY, ...restored() };
    this.#answers = { ...answers, issue: issues.find((id) => id === answers.issue) ?? null };
  }

  get answers(): Readonly<Answers> {
    return this.#answers;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Why the whole form could not be sent. */
  get failure(): string | null {
    return this.#failure;
  }

  /** How many answers need another look; 0 until the first try. */
  get wrong(): number {
    return this.#tried ? Object.keys(this.#problems).length : 0;
  }

  set<Name extends Field>(field: Name, value: Answers[Name]): void {
    this.#answers[field] = value;
    if (this.#refused?.field === field) this.#refused = null;
    keep(this.#answers);
  }

  /** What to say under a field, once sending was tried. */
  problem(field: Field): string | null {
    if (this.#refused?.field === field) return this.#refused.text;
    const problem = this.#tried && this.#problems[field];
    return problem ? t(problem) : null;
  }

  /** Sends it; the answer opens the chat. Null where something has to be mended first. */
  async send(): Promise<Started | null> {
    this.#tried = true;
    this.#failure = this.#refused = null;
    if (this.#busy || Object.keys(this.#problems).length) return null;
    this.#busy = true;
    try {
      return await this.#knock();
    } catch (reason) {
      this.#explain(reason);
      return null;
    } finally {
      this.#busy = false;
    }
  }

  /** Ready for another chat of the same person. */
  clear(name: string, email: string): void {
    this.#answers = { ...EMPTY, name, email };
    this.#tried = false;
    this.#sent = { key: "", content: "" };
    keep(null);
  }

  #knock(): Promise<Started> {
    const { issue, name, email, description } = this.#answers;
    const wish = {
      do: "chat.start",
      issue: issue!,
      name: name.trim().replace(/\s+/g, " "),
      email: email.trim(),
      description,
      browser: browserName(),
    } as const;
    // The same wish keeps its key, so that a second try after a lost answer finds the first chat.
    const content = JSON.stringify(wish);
    if (content !== this.#sent.content) this.#sent = { key: newKey(), content };
    return knock(this.#door, wish, this.#sent.key);
  }

  #explain(reason: unknown): void {
    if (reason instanceof UnreachableError) {
      this.#failure = t("unreachable");
    } else if (reason instanceof RefusedError) {
      const field = reason.detail["field"];
      if (typeof field === "string" && field in EMPTY) {
        this.#refused = { field: field as Field, text: reason.text };
      } else {
        this.#failure = reason.text;
      }
    } else {
      throw reason;
    }
  }
}

function restored(): Partial<Answers> {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? "{}") as Partial<Answers>;
  } catch {
    return {};
  }
}

function keep(answers: Answers | null): void {
  try {
    if (answers) sessionStorage.setItem(STORED, JSON.stringify(answers));
    else sessionStorage.removeItem(STORED);
  } catch {
    // Kept in memory only.
  }
}
