type Listener<Payload> = (payload: Payload) => void;

/** Named happenings with typed payloads; for sounds, titles and pop-ups, never for state. */
export class Emitter<Happenings> {
  readonly #listeners = new Map<keyof Happenings, Set<Listener<never>>>();

  /** Listens until the returned function is called. */
  on<Name extends keyof Happenings>(name: Name, listener: Listener<Happenings[Name]>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<Name extends keyof Happenings>(name: Name, payload: Happenings[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      (listener as Listener<Happenings[Name]>)(payload);
    }
  }
}
