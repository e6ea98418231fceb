import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";

/** How a build keeps the server: one CommonJS script within a function, a folder with its source map, and V8's code of it. */
export const BUNDLE = {
  script: "app.js",
  maps: "app.maps",
  code: "app.code",
  head: '(function (exports, require, module, __filename) { const bundleUrl = require("node:url").pathToFileURL(__filename).href;',
  foot: "})",
} as const;

type CommonJs = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
) => void;

export interface Bundle {
  /** Whether V8 took the code: it refuses that of another version, or of other flags, and compiles the script. */
  readonly isCodeUsed: boolean;
  run(): void;
  /** The code of all functions that have run by now. */
  readCode(): Buffer;
}

/** @param code as `readCode` gave it; without it V8 compiles each function when it is called */
export function openBundle(filename: string, code: Buffer | undefined): Bundle {
  // It is ASCII. As it is read, without a change, it stays outside of V8's heap, whose growth is what starts its collector.
  const script = new Script(readFileSync(filename, "latin1"), {
    filename,
    ...(code !== undefined && { cachedData: code }),
  });
  return {
    isCodeUsed: code !== undefined && script.cachedDataRejected === false,
    run: () => {
      const module = { exports: {} };
      (script.runInThisContext() as CommonJs)(module.exports, createRequire(filename), module, filename);
    },
    readCode: () => script.createCachedData(),
  };
}
