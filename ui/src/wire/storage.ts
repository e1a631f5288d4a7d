/** The browser's store under one prefix. Full or forbidden, it is as if nothing had been kept: the chat goes on. */
const PREFIX = "deskside.";

export function read<Value>(name: string): Value | null {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? null : (JSON.parse(kept) as Value);
  } catch {
    return null;
  }
}

export function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Kept in memory only.
  }
}

export function remove(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // It was not kept.
  }
}

/** The names kept that begin so. */
export function names(beginning: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + beginning))
      .map((name) => name.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** Listens to what other tabs keep under this name; null where they removed it. */
export function watch<Value>(name: string, listener: (value: Value | null) => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === PREFIX + name) listener(read<Value>(name));
  });
}
