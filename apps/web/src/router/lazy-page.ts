import { type ComponentType, lazy } from "react";
import { fetchScript } from "../fetch-script.ts";

/** A page whose script is fetched when it is first shown. */
export function lazyPage<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(() => fetchScript(load));
}
