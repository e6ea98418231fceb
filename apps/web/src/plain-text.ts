const COMBINING = /\p{M}/gu;

/** Without case and accents: somebody who looks for something in a hurry types neither. */
export const plain = (text: string): string => text.normalize("NFD").replaceAll(COMBINING, "").toLowerCase();
