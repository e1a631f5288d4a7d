import { alerting } from "../messages/alerting";
import { translator } from "../messages/index";

const t = translator(alerting);

interface Told {
  kind: "new" | "overdue" | "routed" | "transfer" | "invitation" | "hold" | "test";
  team: string;
  by?: string | null;
}

/** What an alert says first, in the page and in the service worker alike. */
export function alertTitle({ kind, team, by }: Told): string {
  const rep = by ?? team;
  switch (kind) {
    case "new":
      return t("newChatIn", { team });
    case "overdue":
      return t("overdueIn", { team });
    case "routed":
      return t("routedFrom", { team });
    case "transfer":
      return t("transferFrom", { rep });
    case "invitation":
      return t("invitationFrom", { rep });
    case "hold":
      return t("holdLong");
    case "test":
      return t("pushTestTitle");
  }
}
