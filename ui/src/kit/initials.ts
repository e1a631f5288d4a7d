const PAIRS = ["a", "b", "c", "d", "e"] as const;

export type Pair = (typeof PAIRS)[number];

/** The first letters of the first and last word; whole characters, so that emoji and accents are not cut. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...words[words.length - 1]!][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

/** The same colour pair for the same name, on every screen (by FNV-1a, which spreads short texts well). */
export function pairOf(name: string): Pair {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return PAIRS[(hash >>> 8) % PAIRS.length]!;
}
