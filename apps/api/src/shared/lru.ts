import { LRUCache } from "lru-cache";

/**
 * A map of at most so many entries, which forgets what was used longest ago. Told by `max`, the library makes room for all
 * of them at once, which for some hundred thousand is time and memory at every start; counted as size, it grows.
 */
export function lruOf<Value extends object | number | string>(
  entries: number,
  options: Pick<LRUCache.OptionsSizeLimit<string, Value, unknown>, "dispose"> = {},
): LRUCache<string, Value> {
  return new LRUCache<string, Value>({ maxSize: entries, sizeCalculation: () => 1, ...options });
}
