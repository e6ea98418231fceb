import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin, Rolldown } from "vite";
import { shapeOf } from "../src/router/shape-of.ts";

const PAGES = fileURLToPath(new URL("../src/router/learner-pages.ts", import.meta.url));
const PAGE = /lazyPageAt\("([^"]+)", \(\) => import\("([^"]+)"\)\)/g;

const CATALOGUE = fileURLToPath(new URL("../src/messages/catalogue.ts", import.meta.url));
const LANGUAGE = /case "(\w+)":\s+return [^;]*import\("(\.\/(\w+)\.ts)"\)/g;

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

/** A language's name and tag, and the files of its words that a first load does not bring. */
type LanguageFiles = [name: string, tag: string, files: string[]];

/** The files that a module brings along and a first load does not. */
function filesOf(bundle: Bundle, source: string, from: string): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("no entry in the bundle");
  const first = withImports(bundle, entry.fileName);
  const module = fileURLToPath(new URL(source, `file://${from}`));
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId === module);
  if (chunk === undefined) throw new Error(`${source} has no chunk of its own`);
  return [...withImports(bundle, chunk.fileName)].filter((file) => !first.has(file));
}

async function filesOfPages(bundle: Bundle): Promise<PageFiles[]> {
  const pages = [...(await readFile(PAGES, "utf8")).matchAll(PAGE)];
  return pages.map(([, path = "", source = ""]) => [
    shapeOf(path),
    filesOf(bundle, source, PAGES),
    FOR_EVERYBODY.has(path),
  ]);
}

async function filesOfLanguages(bundle: Bundle): Promise<LanguageFiles[]> {
  const others = [...(await readFile(CATALOGUE, "utf8")).matchAll(LANGUAGE)];
  return [
    ["english", "en", []],
    ...others.map(([, name = "", source = "", tag = ""]): LanguageFiles => [
      name,
      tag,
      filesOf(bundle, source, CATALOGUE),
    ]),
  ];
}

/** Tells `index.html` the files of each page and language, so that what is shown is asked for together with the app. */
export function pagePreloads(): Plugin {
  return {
    name: "page-preloads",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      async handler(html, { bundle }) {
        if (bundle === undefined) throw new Error("no bundle to find the pages in");
        return html
          .replace("self.PAGES", JSON.stringify(await filesOfPages(bundle)))
          .replace("self.LANGUAGES", JSON.stringify(await filesOfLanguages(bundle)));
      },
    },
  };
}
