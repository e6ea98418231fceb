import type { ComponentProps } from "react";

/**
 * The names at an axis, for `@visx/axis`, in place of `@visx/text` (vite.config.ts): that one breaks lines, for which it measures each word
 * in the page and brings an evaluator of arithmetic. Names at our axes are one line.
 */
export const Text = (props: ComponentProps<"text">) => <text {...props} />;
