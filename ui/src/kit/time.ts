/** A length of time as m:ss, from an hour on as h:mm:ss. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, and a long chat needs one for each line. */
function format(at: number, options: Intl.DateTimeFormatOptions): string {
  const id = JSON.stringify(options);
  const known = formats.get(id) ?? new Intl.DateTimeFormat("en-GB", options);
  formats.set(id, known);
  return known.format(at);
}

/** The time of day as HH:MM, 24 hours, in the reader's zone. */
export function clock(at: number, timeZone?: string): string {
  return format(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
}

/** The day with its name, e.g. “Sunday 22 November”. */
export function day(at: number, timeZone?: string): string {
  return format(at, { weekday: "long", day: "numeric", month: "long", timeZone }).replace(",", "");
}
