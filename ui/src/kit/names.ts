/** How one speaks of somebody: by the first word of the name. */
export const firstName = (name: string): string => name.trim().split(/\s+/u)[0] ?? "";
