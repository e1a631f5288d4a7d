/** The names in braces of a text: `Places<"{n} of {all}">` is `"n" | "all"`. */
type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

type Values<Text extends string> = [Places<Text>] extends [never]
  ? []
  : [values: Record<Places<Text>, string | number>];

/** A piece of a filled text; `place` names the value it came from, so that a name can be isolated and set apart. */
export interface Part {
  text: string;
  place?: string;
}

export interface Translate<Texts extends Record<string, string>> {
  <Key extends keyof Texts>(key: Key, ...values: Values<Texts[Key]>): string;
  parts<Key extends keyof Texts>(key: Key, ...values: Values<Texts[Key]>): Part[];
}

/** Gives a page its `t()`: looks a text up in the catalogue and fills its places. Declare catalogues `as const`. */
export function translator<const Texts extends Record<string, string>>(
  texts: Texts,
): Translate<Texts> {
  const parts = (key: keyof Texts, values: Record<string, string | number> = {}): Part[] =>
    texts[key]!.split(/\{(\w+)\}/).flatMap((text, index) => {
      if (index % 2 === 1) return [{ text: String(values[text]), place: text }];
      return text ? [{ text }] : [];
    });
  const t = (key: keyof Texts, values?: Record<string, string | number>): string =>
    parts(key, values)
      .map((part) => part.text)
      .join("");
  return Object.assign(t, { parts }) as Translate<Texts>;
}
