import type { Course } from "@fluentfusion/curriculum";
import type { Deps } from "../../shared/deps.ts";
import { notNow } from "../../shared/domain-error.ts";

/** The course as its files have it, which all that authors write lies over. Throws UNAVAILABLE where a server has no files. */
export async function courseFiles({ starter }: Pick<Deps, "starter">): Promise<Course> {
  try {
    return await starter.source();
  } catch {
    throw notNow("UNAVAILABLE");
  }
}
