import type { ClientFrame, Results } from "./types.gen";

/** Must equal the server's `PROTOCOL`; a server that speaks another says *bye*, and the page asks to be reloaded. */
export const PROTOCOL = 1;

export type KeyedFrame = Extract<ClientFrame, { key: string }>;

type Keyless<Frame> = Frame extends KeyedFrame ? Omit<Frame, "key"> : never;

/** A command before it has its key. */
export type Wish = Keyless<KeyedFrame>;

/** What the server answers to a wish. */
export type Answer<W extends Wish> = W["do"] extends keyof Results ? Results[W["do"]] : undefined;

export type Side = "customer" | "representative";

/** The server said no: a stable code, words for people, and what the code needs besides. */
export class RefusedError extends Error {
  readonly code: string;
  readonly text: string;
  readonly detail: Record<string, unknown>;

  constructor(code: string, text: string, detail: Record<string, unknown> = {}) {
    super(`${code}: ${text}`);
    this.name = "RefusedError";
    this.code = code;
    this.text = text;
    this.detail = detail;
  }
}
