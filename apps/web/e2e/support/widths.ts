import type { View } from "./browser.ts";

/** A phone and a desk, to walk a way on both: `test.each(widths("…"))`; what mostly waits is walked on both at once, by `test.concurrent.for`. */
export const widths = (name: string): readonly View[] => [
  { name: `390-${name}`, width: 390, height: 844, locale: "en-GB" },
  { name: `1280-${name}`, width: 1280, height: 800, locale: "en-GB" },
];
