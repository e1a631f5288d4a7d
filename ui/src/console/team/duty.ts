import { t } from "../../messages/console";
import type { Duty, Me } from "../../wire/types.gen";

export interface DutyWords {
  /** Who, in the fewest words. */
  short: string;
  /** What that means for new chats. */
  long: string;
  mine: boolean;
  /** Nobody is there who was asked to watch. */
  warn: boolean;
}

/** Who is Queue Manager of a team, as representative `me` is told it. */
export function dutyWords(duty: Duty | undefined, me: Me | null): DutyWords {
  const people = duty?.people ?? [];
  if (people.length === 0) {
    return { short: t("dutyNobody"), long: t("dutyNobodyText"), mine: false, warn: true };
  }
  const mine = people.some(({ id }) => id === me?.id);
  const names = people.map(({ id, name }) => (id === me?.id ? t("dutyYou") : name)).join(", ");
  if (duty!.watching) return { short: names, long: t("dutyText", { names }), mine, warn: false };
  return {
    short: t("dutyNotWatching", { names }),
    long: t("dutyNotWatchingText", { names: people.map(({ name }) => name).join(", ") }),
    mine,
    warn: true,
  };
}
