import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/**
 * The width of an element in CSS pixels. Measured before the first paint, so that a picture drawn to it is there as soon as
 * its frame is, also where no frames are painted yet: in a tab in the background, or in a screenshot right after loading.
 */
export function useWidth<E extends Element>(): [ref: RefObject<E | null>, width: number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
