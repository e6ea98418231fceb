import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const SOURCE = fileURLToPath(new URL("../service-worker.js", import.meta.url));

/** Puts a service worker beside the built app that knows each of its files. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    generateBundle: {
      // After other plugins have thrown out what they merged.
      order: "post",
      async handler(_options, bundle) {
        const files = Object.keys(bundle)
          .filter((name) => /\.(?:js|css|woff2)$/.test(name))
          .map((name) => `/${name}`);
        const list = JSON.stringify(files);
        const version = createHash("sha256").update(list).digest("hex").slice(0, 12);
        const source = await readFile(SOURCE, "utf8");
        this.emitFile({
          type: "asset",
          fileName: "sw.js",
          source: source.replace("self.BUILD", `{ files: ${list}, version: "${version}" }`),
        });
      },
    },
  };
}
