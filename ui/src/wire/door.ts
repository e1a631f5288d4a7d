import { RefusedError } from "./protocol";
import type { KeyedFrame, Wish, Answer } from "./protocol";
import type { Done, Refused } from "./types.gen";

/** The server could not be reached, or answered nothing that can be understood. */
export class UnreachableError extends Error {}

/** Asks over HTTP, for a visitor who has no connection yet. Ask again with the same key, and nothing is done twice. */
export async function knock<W extends Wish>(url: string, wish: W, key: string): Promise<Answer<W>> {
  const frame = { ...wish, key } as unknown as KeyedFrame;
  const answer = await exchange(url, frame);
  if (answer.on === "refused") throw new RefusedError(answer.code, answer.text, answer.detail);
  return answer.result as Answer<W>;
}

async function exchange(url: string, frame: KeyedFrame): Promise<Done | Refused> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(frame),
    });
    const answer = (await response.json()) as Done | Refused;
    if (answer.on === "done" || answer.on === "refused") return answer;
  } catch (reason) {
    throw new UnreachableError("no answer", { cause: reason });
  }
  throw new UnreachableError("not an answer");
}
