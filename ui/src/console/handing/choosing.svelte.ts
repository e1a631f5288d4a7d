import { t } from "../../messages/console";
import type { Part } from "../../messages/index";
import type { Choices, Colleague, Receiver, TeamChoice } from "../../wire/types.gen";

export type Kind = "people" | "teams";

export type Choice =
  | { is: "person"; id: number; name: string; person: Colleague }
  | { is: "team"; id: number; name: string; team: TeamChoice };

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Choosing to whom a chat is handed: what is searched, what matches, which one is chosen. */
export class Choosing {
  readonly #choices: () => Choices | null;
  readonly #inside: readonly number[];
  #query = $state("");
  #kind = $state<Kind>("people");
  #chosen = $state<number | null>(null);
  #listed = $derived.by(() => this.#matching());

  /** @param inside who is in the chat already, whom nothing need be offered. */
  constructor(choices: () => Choices | null, inside: readonly number[]) {
    this.#choices = choices;
    this.#inside = inside;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#chosen = null;
  }

  get kind(): Kind {
    return this.#kind;
  }

  set kind(kind: Kind) {
    this.#kind = kind;
    this.#chosen = null;
  }

  get listed(): Choice[] {
    return this.#listed;
  }

  /** The one the list points at: what was chosen, or the first that can be. */
  get choice(): Choice | null {
    const able = this.#listed.filter((choice) => this.able(choice));
    return able.find(({ id }) => id === this.#chosen) ?? able[0] ?? null;
  }

  choose(choice: Choice): void {
    if (this.able(choice)) this.#chosen = choice.id;
  }

  /** Moves among those that can be chosen. */
  move(step: 1 | -1): void {
    const able = this.#listed.filter((choice) => this.able(choice));
    const at = able.findIndex(({ id }) => id === this.choice?.id);
    const next = able[Math.min(Math.max(at + step, 0), able.length - 1)];
    if (next) this.#chosen = next.id;
  }

  /** Whether a chat can be offered to them at all. */
  able(choice: Choice): boolean {
    return (
      choice.is === "team" || (!this.inside(choice) && choice.person.presence !== "signed_out")
    );
  }

  inside(choice: Choice): boolean {
    return choice.is === "person" && this.#inside.includes(choice.id);
  }

  #matching(): Choice[] {
    const words = plain(this.#query).split(/\s+/u).filter(Boolean);
    return this.#all().filter((choice) => {
      const { name } = choice;
      const more = choice.is === "person" ? [choice.person.label, ...choice.person.teams] : [];
      const text = plain([name, ...more].join(" "));
      return words.every((word) => text.includes(word));
    });
  }

  #all(): Choice[] {
    const { people = [], teams = [] } = this.#choices() ?? {};
    return this.#kind === "people"
      ? people.map((person) => ({ is: "person", id: person.id, name: person.name, person }))
      : teams.map((team) => ({ is: "team", id: team.id, name: team.name, team }));
  }
}

/** What speaks against this one; they can be chosen all the same. */
export function warningOf(choice: Choice): Part[] | null {
  const { name } = choice;
  if (choice.is === "team") return choice.team.available ? null : t.parts("warnTeam", { name });
  const { presence, load, capacity } = choice.person;
  if (presence === "away") return t.parts("warnAway", { name });
  if (presence === "busy") return t.parts("warnBusy", { name });
  return load >= capacity ? t.parts("warnFull", { name, load, capacity }) : null;
}

export const receiverOf = ({ is, id }: Choice): Receiver =>
  is === "team" ? { team: id } : { representative: id };
