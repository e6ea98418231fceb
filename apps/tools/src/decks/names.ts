export const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What Anki knows a note by: one for each item and the language that it is learned from, in every deck. */
export const guidOf = (itemSlug: string, native: string): string => `fluentfusion ${itemSlug} ${native}`;
