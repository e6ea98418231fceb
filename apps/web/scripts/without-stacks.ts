import type { Plugin } from "vite";

const FILE = /\/react-dom\/cjs\/react-dom-client\.production\.js$/;
/** What React throws to itself and knows again by identity. */
const SIGNS = /(\w+Exception) = Error\((formatProdErrorMessage\(\d+\))\)/g;
const HOW_MANY = 5;

/**
 * React makes five errors while it is set up, which it throws to itself later and whose stack nobody reads. In a browser that is
 * watched, by developer tools or by Lighthouse, the first two of them have the whole script read again, to say where they were made:
 * work that no visitor's browser does (docs/web.md). So they are objects without a stack.
 */
export function withoutStacks(): Plugin {
  return {
    name: "without-stacks",
    apply: "build",
    transform: {
      filter: { id: FILE },
      handler(code) {
        const found = code.match(SIGNS)?.length;
        if (found !== HOW_MANY) this.error(`React makes ${found ?? 0} errors ahead instead of ${HOW_MANY}`);
        return { code: code.replace(SIGNS, "$1 = { message: $2 }"), map: null };
      },
    },
  };
}
