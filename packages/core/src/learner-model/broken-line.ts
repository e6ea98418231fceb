/** Knots stand at logits from -3 to 3, so far apart. */
export const KNOTS = 13;
export const KNOT_DISTANCE = 0.5;

/** Where a logit stands among the knots: the knot to its left, and how far it is from there to the next one, 0 to 1. */
export interface Place {
  readonly left: number;
  readonly beyond: number;
}

/** A logit beyond the last knot at either end stands at that knot. */
export function placeOf(logit: number): Place {
  const place = Math.max(0, Math.min(KNOTS - 1, logit / KNOT_DISTANCE + (KNOTS - 1) / 2));
  const left = Math.min(KNOTS - 2, Math.floor(place));
  return { left, beyond: place - left };
}

/** Height at a logit of the broken line that has these heights at its knots. */
export function heightAt(heights: ArrayLike<number>, logit: number): number {
  const { left, beyond } = placeOf(logit);
  return (1 - beyond) * (heights[left] ?? 0) + beyond * (heights[left + 1] ?? 0);
}
