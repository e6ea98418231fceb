/** A number with its words in French, where zero is singular too. Of the French script alone: see `features/staff/fr-staff.ts`. */
export const frPlural = (count: number, one: string, many: string): string =>
  `${count} ${count < 2 ? one : many}`;
