export type { Deck, DeckNote, Memory } from "./deck.ts";
export { writeApkg } from "./write-apkg.ts";
