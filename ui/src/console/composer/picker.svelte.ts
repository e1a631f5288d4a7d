import type { CannedMessageView } from "../../wire/types.gen";

/** A category as a row of the tree, indented by its depth. */
export interface Category {
  path: string[];
  name: string;
  depth: number;
  count: number;
}

const SEPARATOR = "\u0000";
const idOf = (path: string[]): string => path.join(SEPARATOR);
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const within = (message: CannedMessageView, path: string[]): boolean =>
  path.every((name, index) => message.category[index] === name);

/** The categories of these messages as a tree written down row by row; each counts the messages below it. */
export function categoriesOf(messages: CannedMessageView[]): Category[] {
  const rows = new Map<string, Category>();
  for (const { category } of messages) {
    for (let depth = 1; depth <= category.length; depth++) {
      const path = category.slice(0, depth);
      const row = rows.get(idOf(path));
      if (row) row.count++;
      else rows.set(idOf(path), { path, name: path[depth - 1]!, depth: depth - 1, count: 1 });
    }
  }
  return below([...rows.values()], []);
}

/** Each category followed by those within it, in the order the messages bring them. */
function below(rows: Category[], parent: string[]): Category[] {
  return rows
    .filter(({ path, depth }) => depth === parent.length && parent.every((n, i) => path[i] === n))
    .flatMap((row) => [row, ...below(rows, row.path)]);
}

/** Messages with every word in title, text or category; those with a word in the title come first. */
export function search(messages: CannedMessageView[], query: string): CannedMessageView[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return messages;
  const hits = messages.filter((message) => {
    const all = plain([message.title, message.text, ...message.category].join(" "));
    return words.every((word) => all.includes(word));
  });
  const inTitle = (message: CannedMessageView) =>
    words.some((word) => plain(message.title).includes(word)) ? 0 : 1;
  return hits.sort((a, b) => inTitle(a) - inTitle(b));
}

/** What is searched, which category is open and which message is chosen. */
export class Picker {
  readonly #messages: CannedMessageView[];
  #query = $state("");
  #category = $state(0);
  #chosen = $state(0);
  #found = $derived.by(() => search(this.#messages, this.#query));
  #categories = $derived.by<Category[]>(() => [
    { path: [], name: "", depth: 0, count: this.#found.length },
    ...categoriesOf(this.#found),
  ]);
  #listed = $derived.by(() => {
    const path = this.#categories[this.#category]?.path ?? [];
    return this.#found.filter((message) => within(message, path));
  });

  constructor(messages: CannedMessageView[]) {
    this.#messages = messages;
  }

  get total(): number {
    return this.#messages.length;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    this.#query = query;
    this.#category = 0;
    this.#chosen = 0;
  }

  /** The first row stands for all categories and has no name. */
  get categories(): Category[] {
    return this.#categories;
  }

  get category(): number {
    return this.#category;
  }

  get listed(): CannedMessageView[] {
    return this.#listed;
  }

  get chosen(): number {
    return this.#chosen;
  }

  get message(): CannedMessageView | null {
    return this.#listed[this.#chosen] ?? null;
  }

  openCategory(index: number): void {
    this.#category = Math.min(Math.max(index, 0), this.#categories.length - 1);
    this.#chosen = 0;
  }

  choose(index: number): void {
    this.#chosen = Math.min(Math.max(index, 0), Math.max(this.#listed.length - 1, 0));
  }
}

/** A text cut where the words of a query stand, for marking them. Only exact spellings are marked. */
export function marked(text: string, query: string): { text: string; hit: boolean }[] {
  const words = query.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [{ text, hit: false }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text
    .split(new RegExp(`(${escaped.join("|")})`, "giu"))
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((part) => part.text);
}
