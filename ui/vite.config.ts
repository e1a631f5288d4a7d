import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { compress } from "./scripts/compress.mjs";
import { worker } from "./scripts/worker.mjs";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/static/",
  plugins: [
    svelte(),
    compress(),
    worker({ entry: at("src/push/worker/worker.ts"), file: "push-worker.js" }),
  ],
  // Vitest would otherwise resolve Svelte's server build, in which effects never run.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : undefined,
  build: {
    outDir: at("../src/deskside/ui"),
    emptyOutDir: true,
    manifest: "manifest.json",
    // The content security policy knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { portal: at("portal.html"), console: at("console.html") } },
  },
  server: {
    proxy: {
      "/live": { target: "http://127.0.0.1:8000", ws: true },
      "/api": "http://127.0.0.1:8000",
    },
  },
  test: {
    environment: "jsdom",
    pool: "vmThreads",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
