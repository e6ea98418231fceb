import { useEffect, useState } from "react";

const RESTS_AFTER_MS = 300;

/** A value as it was when it last did not change for a moment: what somebody types is asked for once, not at each key. */
export function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
