import { type ComponentType, lazy, useState } from "react";
import { fetchScript } from "../fetch-script.ts";
import { forgetLost } from "./reload-in-time.ts";
import { shapeOf } from "./shape-of.ts";

type Load<Props> = () => Promise<{ default: ComponentType<Props> }>;

/** A page whose script is fetched when it is first shown. */
export function lazyPage<Props>(load: Load<Props>) {
  return lazy(async () => {
    const page = await fetchScript(load);
    forgetLost();
    return page;
  });
}

/**
 * The same, with where it stands, so that its script can be asked for before it is shown. A page that is there by then
 * stands at once: `lazy` alone would show what stands for it first, and React keeps that for 300 ms.
 */
export function lazyPageAt<Path extends string, Props extends object>(path: Path, load: Load<Props>) {
  let known: ComponentType<Props> | undefined;
  const fetchPage = async () => {
    const module = await load();
    known = module.default;
    return module;
  };
  const Lazy = lazyPage(fetchPage);
  function Page(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => known ?? Lazy);
    return <Shown {...props} />;
  }
  const shape = new RegExp(shapeOf(path));
  return { path, isAt: (address: string) => shape.test(address), fetchPage, Page };
}
