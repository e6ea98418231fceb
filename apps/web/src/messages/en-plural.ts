/** A number with its word in English, where one alone is singular. */
export const enPlural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;
