/** What a browser says of itself where it says it in parts; not every browser does, nor does TypeScript know of it. */
interface Parts {
  brands: { brand: string; version: string }[];
  platform: string;
}

type Speaker = Pick<Navigator, "userAgent"> & { userAgentData?: Parts };

/** In this order, for most name others beside themselves. */
const BROWSERS: [name: string, version: RegExp][] = [
  ["Edge", /Edg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /OPR\/(\d+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /Version\/(\d+).*Safari/],
];

const SYSTEMS: [name: string, sign: RegExp][] = [
  ["Windows", /Windows NT/],
  ["Android", /Android/],
  ["ChromeOS", /CrOS/],
  ["iOS", /iPhone|iPad/],
  ["macOS", /Mac OS X/],
  ["Linux", /Linux/],
];

/** Browser and system in a few words, for whoever helps; the browser's own long line where it is none we know. */
export function browserName({ userAgent, userAgentData }: Speaker = navigator): string {
  const browser = ofParts(userAgentData) ?? ofLine(userAgent);
  if (!browser) return userAgent;
  const system =
    userAgentData?.platform || SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0] || "";
  return [browser, system].filter(Boolean).join(" · ");
}

/** Among the brands stand one that is made up, so that nobody relies on the list, and the engine. */
function ofParts(parts: Parts | undefined): string | undefined {
  const real = parts?.brands.filter(({ brand }) => !/not.*brand/i.test(brand)) ?? [];
  const named = real.find(({ brand }) => brand !== "Chromium") ?? real[0];
  return named && `${named.brand} ${named.version}`;
}

function ofLine(line: string): string | undefined {
  for (const [name, version] of BROWSERS) {
    const found = version.exec(line);
    if (found) return `${name} ${found[1]}`;
  }
  return undefined;
}
