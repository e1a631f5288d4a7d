/** What a push message carries. `closed` takes away what was shown of an entry. */
export interface Pushed {
  kind: "new" | "overdue" | "routed" | "transfer" | "invitation" | "hold" | "test" | "closed";
  entry: number;
  team: string;
  name: string;
  issue: string;
  url: string;
  by?: string | null;
}

/** What the service worker tells a console it has brought to the front. */
export interface Pressed {
  pressed: number;
}

/** The pages the service worker is for. */
export const CONSOLE = "/console/";

/** Page and service worker name notifications alike, so that one replaces the other. */
export const tagOf = (entry: number): string => `deskside-entry-${entry}`;

/** The words below the title. */
export const bodyOf = ({ name, issue }: { name: string; issue: string }): string =>
  [name, issue].filter(Boolean).join(" · ");
