import type { z } from "zod";
import type { Item } from "./course.ts";
import type { AuthoredItem } from "./files/item-file.ts";

/** An item as the course holds it; its category is the name of its file. */
export function toItem(
  { kinyarwanda, english, french, sources, ...rest }: z.output<typeof AuthoredItem>,
  where: Pick<Item, "at" | "category">,
): Item {
  const cited = sources.map((source) => {
    const [id = "", ...place] = source.split(" ");
    return { id, place: place.join(" ") };
  });
  return { ...rest, ...where, wording: { kinyarwanda, english, french }, sources: cited };
}
