import { editDistance } from "./edit-distance.ts";

/** A difference between two words read as an exchange of affixes, with what is left of each word. */
export interface AffixChange {
  readonly from: string;
  readonly to: string;
  readonly fromStem: string;
  readonly toStem: string;
}

interface Cut {
  readonly affix: string;
  readonly stem: string;
}

const SHORTEST_STEM = 2;

function cuts(word: string, affixes: ReadonlySet<string>, longest: number, atEnd: boolean): Cut[] {
  const found: Cut[] = [];
  for (let length = 0; length <= Math.min(longest, word.length - SHORTEST_STEM); length++) {
    const affix = atEnd ? word.slice(word.length - length) : word.slice(0, length);
    if (!affixes.has(affix)) continue;
    found.push({ affix, stem: atEnd ? word.slice(0, word.length - length) : word.slice(length) });
  }
  return found;
}

/** A set of affixes of one kind ("" where the bare stem is a form too) at one end of the word. */
export class AffixSet {
  private readonly affixes: ReadonlySet<string>;
  private readonly longest: number;
  private readonly atEnd: boolean;

  constructor(affixes: Iterable<string>, end: "prefix" | "suffix") {
    this.affixes = new Set(affixes);
    this.longest = Math.max(...[...this.affixes].map((affix) => affix.length));
    this.atEnd = end === "suffix";
  }

  /**
   * All readings of the difference between two words as a change of affix: pairs of different affixes whose removal
   * leaves stems that are nearer than `distance`, the distance of the words.
   */
  changes(a: string, b: string, distance: number): AffixChange[] {
    const right = cuts(b, this.affixes, this.longest, this.atEnd);
    return cuts(a, this.affixes, this.longest, this.atEnd).flatMap((left) =>
      right
        .filter(
          (cut) => cut.affix !== left.affix && editDistance(left.stem, cut.stem, distance - 1) < distance,
        )
        .map((cut) => ({ from: left.affix, to: cut.affix, fromStem: left.stem, toStem: cut.stem })),
    );
  }
}
