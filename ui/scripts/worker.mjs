// Builds the service worker by itself: one classic script with a name that never changes, which imports nothing.
import { build } from "vite";

/** A Vite plugin. */
export function worker({ entry, file }) {
  return {
    name: "worker",
    apply: "build",
    async writeBundle({ dir }) {
      await build({
        configFile: false,
        logLevel: "warn",
        build: {
          outDir: dir,
          emptyOutDir: false,
          copyPublicDir: false,
          lib: { entry, formats: ["iife"], name: "worker", fileName: () => file },
        },
      });
    },
  };
}
