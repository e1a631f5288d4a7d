import { firstName } from "../../kit/names";
import { t } from "../../messages/console";
import type { ChatView } from "../../wire/types.gen";

/** Why something cannot be done in a chat just now; null where it can. */
export interface Allowed {
  transfer: string | null;
  invite: string | null;
  hold: string | null;
  close: string | null;
}

/** What representative `me` may do in a chat as it is. The server decides; this only spares useless presses. */
export function allowedIn(view: ChatView, me: number): Allowed {
  const owner = view.owner && view.owner.id !== me ? view.owner.name : null;
  const notOwner = owner && t("onlyOwner", { rep: owner });
  const ending = view.ending_at === null ? null : t("notWhileEnding");
  const over =
    view.state === "ended" || view.customer_presence === "left" ? t("notWhenLeft") : null;
  const held = view.state === "held" ? t("notWhileHeld") : null;
  const pending = view.offers.some(({ reason }) => reason === "transfer");
  const other = view.representatives.find(({ id }) => id !== me);
  return {
    transfer: notOwner ?? over ?? ending ?? (pending ? t("transferPending") : null),
    invite: over ?? held ?? ending,
    hold:
      notOwner ??
      over ??
      held ??
      ending ??
      (other ? t("leaveInstead", { rep: firstName(other.name) }) : null),
    close: other ? null : ending,
  };
}
