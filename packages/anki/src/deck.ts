/** What a learner knows of a note, by FSRS. */
export interface Memory {
  readonly stabilityDays: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly dueAt: Date;
  readonly lastAt: Date;
  readonly reviews: number;
  readonly lapses: number;
}

export interface DeckNote {
  /** The same in every deck that is ever made of it: by it Anki updates a note instead of doubling it. */
  readonly guid: string;
  /** In the language that is learned. */
  readonly text: string;
  readonly meaning: string;
  /** What tells it from another of the same meaning; "" where nothing does. */
  readonly hint: string;
  /** "Food, beginner" */
  readonly situation: string;
  /** Who attests it, in a line. */
  readonly sources: string;
  /** Whether the text may be asked for; else it is only recognised. */
  readonly isProduced: boolean;
  readonly tags: readonly string[];
  readonly memory: Memory | null;
}

export interface Deck {
  readonly name: string;
  readonly description: string;
  readonly notes: readonly DeckNote[];
  /** Files that go with the notes, by name. */
  readonly media: Readonly<Record<string, string>>;
  /** When it is made: Anki takes the newer of two versions of a note. */
  readonly at: Date;
}
