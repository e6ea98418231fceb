import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";
import { shapeOf } from "../src/router/shape-of.ts";

const PAGES = fileURLToPath(new URL("../src/router/learner-pages.ts", import.meta.url));
const PAGE = /lazyPageAt\("([^"]+)", \(\) => import\("([^"]+)"\)\)/g;

type Bundle = Rolldown.OutputBundle;

/** A chunk and all that it brings along. */
function withImports(bundle: Bundle, fileName: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (found.has(fileName) || chunk?.type !== "chunk") return found;
  found.add(fileName);
  for (const next of chunk.imports) withImports(bundle, next, found);
  return found;
}

/** The files of each page that a first load does not bring, by the shape of its address. */
async function filesOfPages(bundle: Bundle): Promise<[shape: string, files: string[]][]> {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("no entry in the bundle");
  const first = withImports(bundle, entry.fileName);
  const pages = [...(await readFile(PAGES, "utf8")).matchAll(PAGE)];
  return pages.map(([, path = "", source = ""]) => {
    const module = fileURLToPath(new URL(source, `file://${PAGES}`));
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === module);
    if (chunk === undefined) throw new Error(`the page at ${path} has no chunk of its own`);
    return [shapeOf(path), [...withImports(bundle, chunk.fileName)].filter((file) => !first.has(file))];
  });
}

/** Tells `index.html` the files of each page, so that what is shown is asked for together with the app. */
export function pagePreloads(): Plugin {
  return {
    name: "page-preloads",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      async handler(html, { bundle }) {
        if (bundle === undefined) throw new Error("no bundle to find the pages in");
        return html.replace("self.PAGES", JSON.stringify(await filesOfPages(bundle)));
      },
    },
  };
}
