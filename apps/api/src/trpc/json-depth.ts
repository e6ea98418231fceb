/**
 * Whether JSON text nests deeper than `max`, without parsing it: a parser or a validator that recurses would overflow on
 * what this refuses. Brackets inside strings do not count.
 */
export function isDeeperThan(json: string, max: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < json.length; i += 1) {
    const unit = json.charCodeAt(i);
    if (isInString) {
      if (unit === 0x5c) i += 1;
      else if (unit === 0x22) isInString = false;
    } else if (unit === 0x22) {
      isInString = true;
    } else if (unit === 0x5b || unit === 0x7b) {
      depth += 1;
      if (depth > max) return true;
    } else if (unit === 0x5d || unit === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}
