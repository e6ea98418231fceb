/**
 * Of all who look for the same thing at once, one looks, and the others get what that one finds, or its error. Nothing is kept
 * after that: whoever asks later looks anew.
 */
export function joined<Found>(): (key: string, look: () => Promise<Found>) => Promise<Found> {
  const underWay = new Map<string, Promise<Found>>();
  return (key, look) => {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const looking = look().finally(() => underWay.delete(key));
    underWay.set(key, looking);
    return looking;
  };
}
