import type { IconName } from "../../kit/icons";
import type { Alert } from "../../wire/types.gen";

const ICONS = {
  new: "bell",
  overdue: "clock",
  routed: "bell",
  transfer: "arrow-right",
  invitation: "invite",
  hold: "hold",
} as const satisfies Record<Alert["kind"], IconName>;

export const alertIcon = (kind: Alert["kind"]): IconName => ICONS[kind];
