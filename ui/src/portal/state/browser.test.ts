import { expect, test } from "vitest";
import { browserName } from "./browser";

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";

test("a browser that says it in parts is taken at its word", () => {
  const brands = [
    { brand: "Not=A?Brand", version: "8" },
    { brand: "Chromium", version: "141" },
    { brand: "Microsoft Edge", version: "141" },
  ];
  const userAgent = `${WINDOWS} AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`;
  expect(browserName({ userAgent, userAgentData: { brands, platform: "Windows" } })).toBe(
    "Microsoft Edge 141 · Windows",
  );
  const chromium = { brands: brands.slice(0, 2), platform: "" };
  expect(browserName({ userAgent, userAgentData: chromium })).toBe("Chromium 141 · Windows");
});

test.each([
  [`${WINDOWS} Gecko/20100101 Firefox/145.0`, "Firefox 145 · Windows"],
  [`${WINDOWS} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, "Edge 141 · Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.0.0 Safari/537.36", "Chrome 141 · Linux"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.1 Safari/605.1.15",
    "Safari 19 · macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/19.1 Mobile Safari/604.1",
    "Safari 19 · iOS",
  ],
  ["Mozilla/5.0 (Android 16; Mobile; rv:145.0) Firefox/145.0", "Firefox 145 · Android"],
])("%s", (userAgent, said) => {
  expect(browserName({ userAgent })).toBe(said);
});

test("an unknown one speaks for itself", () => {
  expect(browserName({ userAgent: "Lynx/2.9" })).toBe("Lynx/2.9");
});
