import type { IconName } from "../kit/icons";

export interface Issue {
  id: number;
  name: string;
  icon: string;
  team: string;
  /** Someone of its team was there and available when the page was made. */
  answering: boolean;
}

/** What the server puts into the page. */
export interface Bootstrap {
  desk: string;
  organisation: string;
  issues: Issue[];
  socket: string;
  door: string;
  /** Where to ask which issues somebody can answer now. */
  answering: string;
}

const ICONS: Record<string, IconName> = {
  key: "key",
  wifi: "wifi",
  mail: "mail",
  printer: "printer",
  screen: "screen",
};

export function readBootstrap(): Bootstrap {
  return JSON.parse(document.getElementById("bootstrap")!.textContent!) as Bootstrap;
}

/** The drawing for an issue; an unknown name gets the dots of “something else”. */
export function issueIcon(name: string): IconName {
  return ICONS[name] ?? "dots";
}
