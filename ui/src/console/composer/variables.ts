import type { ChatView, Me } from "../../wire/types.gen";
import { firstName } from "../../kit/names";

const VARIABLE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** A stretch of a canned message; `missing` ones are variables this chat has no value for. */
export interface Piece {
  kind: "plain" | "filled" | "missing";
  text: string;
}

/** What the variables of canned messages stand for in this chat. */
export function valuesOf(view: ChatView, me: Me): Map<string, string> {
  return new Map([
    ["customer.name", view.customer.name],
    ["customer.first_name", firstName(view.customer.name)],
    ["customer.email", view.customer.email],
    ["representative.name", me.name],
    ["representative.first_name", firstName(me.name)],
    ["team.name", view.team],
    ["issue.name", view.issue],
    ["chat.number", view.number],
  ]);
}

/** Fills the variables of a canned message; unknown and empty ones stay as they are written. */
export function fill(text: string, values: Map<string, string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) pieces.push({ kind: "plain", text: text.slice(end, match.index) });
    const value = values.get(match[1]!);
    pieces.push(value ? { kind: "filled", text: value } : { kind: "missing", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: "plain", text: text.slice(end) });
  return pieces;
}

/** The variables still standing in a text, with the place of the first. */
export function unfilled(text: string): { names: string[]; start: number; end: number } | null {
  const matches = [...text.matchAll(VARIABLE)];
  const first = matches[0];
  if (!first) return null;
  const names = [...new Set(matches.map((match) => match[1]!))];
  return { names, start: first.index, end: first.index + first[0].length };
}
