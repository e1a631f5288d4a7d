// Fails the build when a page's first load of script and style, gzip, is above its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGETS_KB = { "portal.html": 60, "console.html": 250 };
const out = new URL("../../src/deskside/ui/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", out), "utf8"));

function firstLoad(entry, files = new Set()) {
  const chunk = manifest[entry];
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
  for (const imported of chunk.imports ?? []) firstLoad(imported, files);
  return files;
}

for (const [page, budget] of Object.entries(BUDGETS_KB)) {
  const bytes = [...firstLoad(page)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, out))).length,
    0,
  );
  const kb = bytes / 1000;
  console.log(`${page}: ${kb.toFixed(1)} KB gzip of script and style, of ${budget} allowed`);
  if (kb > budget) process.exitCode = 1;
}
