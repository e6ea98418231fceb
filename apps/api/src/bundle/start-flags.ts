import manifest from "../../package.json" with { type: "json" };

/**
 * How `pnpm start` starts Node (decision 53). V8's code of the bundle is kept for these flags: whoever starts the server with
 * others has it compiled anew.
 */
export const START_FLAGS: readonly string[] = manifest.scripts.start.match(/--\S+/g) ?? [];
