export const LONGEST = { name: 80, email: 254, description: 1000, message: 8000 } as const;

export interface Answers {
  issue: number | null;
  name: string;
  email: string;
  description: string;
}

export type Field = keyof Answers;

export type Problem =
  | "issueMissing"
  | "nameMissing"
  | "nameLong"
  | "emailMissing"
  | "emailWrong"
  | "descriptionMissing"
  | "descriptionLong";

export type Problems = Partial<Record<Field, Problem>>;

/** What is wrong with the answers; the server looks again. */
export function check({ issue, name, email, description }: Answers): Problems {
  return {
    ...(issue === null && { issue: "issueMissing" }),
    ...(!visible(name) && { name: "nameMissing" }),
    ...(length(name) > LONGEST.name && { name: "nameLong" }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) && { email: "emailWrong" }),
    ...(length(email) > LONGEST.email && { email: "emailWrong" }),
    ...(!email.trim() && { email: "emailMissing" }),
    ...(!visible(description) && { description: "descriptionMissing" }),
    ...(length(description) > LONGEST.description && { description: "descriptionLong" }),
  };
}

/** Counted as the server counts: characters, not halves of them. */
export function length(text: string): number {
  return [...text].length;
}

/** Whether anything of it can be seen. */
export function visible(text: string): boolean {
  return /[^\p{Z}\p{Cc}\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
}
