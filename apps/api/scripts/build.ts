import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the server with the workspace's own packages; migrations, course and page assets go beside it. */

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await rm(at("dist"), { recursive: true, force: true });
await build({
  entryPoints: [at("src/server.ts")],
  outfile: at("dist/server.js"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  // Published packages stay in node_modules, where they find their own files; only the workspace's are bundled.
  plugins: [
    {
      name: "published-packages-outside",
      setup(context) {
        context.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === "entry-point" || path.startsWith("@fluentfusion/") ? null : { path, external: true },
        );
      },
    },
  ],
});
await cp(at("../../packages/db/migrations"), at("dist/migrations"), { recursive: true });
await cp(at("../../packages/curriculum/course"), at("dist/course"), { recursive: true });
