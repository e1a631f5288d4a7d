import { t } from "../../messages/portal";
import type { Wait } from "../../wire/types.gen";

/** From here on minutes are told in fives: nobody can promise more. */
const COARSE_MINUTES = 20;

/** How long it usually takes, always rounded outwards so that no more is promised than is known. */
export function usually({ low, high }: Wait): string {
  if (high <= 60) return t("usuallyMinute");
  const b = up(high / 60);
  const a = down(low / 60);
  if (a === 0) return t("usuallyUpTo", { b });
  return a === b ? t("usuallyAbout", { a }) : t("usually", { a, b });
}

const up = (minutes: number): number =>
  minutes > COARSE_MINUTES ? Math.ceil(minutes / 5) * 5 : Math.ceil(minutes);

const down = (minutes: number): number =>
  minutes > COARSE_MINUTES ? Math.floor(minutes / 5) * 5 : Math.floor(minutes);
