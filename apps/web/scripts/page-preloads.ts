import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";
import { shapeOf } from "../src/router/shape-of.ts";

const PAGES = fileURLToPath(new URL("../src/router/learner-pages.ts", import.meta.url));
const PAGE = /lazyPageAt\("([^"]+)", \(\) => import\("([^"]+)"\)\)/g;

/** Shown to whoever comes, signed in or not. */
const FOR_EVERYBODY = new Set(["/emergency"]);

type Bundle = Rolldown.OutputBundle;

/** A chunk and all that it brings along. */
function withImports(bundle: Bundle, fileName: string, found = new Set<string>()): Set<string> {
  const chunk = bundle[fileName];
  if (found.has(fileName) || chunk?.type !== "chunk") return found;
  found.add(fileName);
  for (const next of chunk.imports) withImports(bundle, next, found);
  return found;
}

/** A page's address, the files of it that a first load does not bring, and whether it is for everybody. */
type PageFiles = [shape: string, files: string[], isForEverybody: boolean];

async function filesOfPages(bundle: Bundle): Promise<PageFiles[]> {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("no entry in the bundle");
  const first = withImports(bundle, entry.fileName);
  const pages = [...(await readFile(PAGES, "utf8")).matchAll(PAGE)];
  return pages.map(([, path = "", source = ""]) => {
    const module = fileURLToPath(new URL(source, `file://${PAGES}`));
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === module);
    if (chunk === undefined) throw new Error(`the page at ${path} has no chunk of its own`);
    const files = [...withImports(bundle, chunk.fileName)].filter((file) => !first.has(file));
    return [shapeOf(path), files, FOR_EVERYBODY.has(path)];
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
