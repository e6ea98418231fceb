import { fsrs, generatorParameters, Rating, type FSRSState } from "ts-fsrs";
import { DAY } from "../truth.ts";
import type { Answer, NamedPolicy, PracticePolicy, Setting } from "./practice-policy.ts";

/** A scheduler gives each answered word its next date; what is due comes first, longest overdue first, then new words. */
interface Scheduler {
  /** Days until the word is due again. */
  daysAfter(answer: Answer): number;
}

function scheduled(setting: Setting, scheduler: Scheduler): PracticePolicy {
  const due = new Map<number, number>();
  let fresh = 0;
  let last = -1;
  return {
    next(at) {
      let first: number | null = null;
      let earliest = at;
      for (const [word, when] of due) {
        if (when > earliest || word === last) continue;
        earliest = when;
        first = word;
      }
      if (first !== null) return first;
      if (fresh < setting.words) return fresh;
      return soonest(due, last);
    },
    learn(answer) {
      last = answer.word;
      if (answer.isNew) fresh = Math.max(fresh, answer.word + 1);
      due.set(answer.word, answer.at + scheduler.daysAfter(answer) * DAY);
    },
  };
}

/** With nothing due and nothing new, the time there is goes to what is due next. */
function soonest(due: ReadonlyMap<number, number>, last: number): number | null {
  let first: number | null = null;
  let earliest = Infinity;
  for (const [word, when] of due) {
    if (when >= earliest || word === last) continue;
    earliest = when;
    first = word;
  }
  return first;
}

/** Days that dates are made a little earlier by, so that a sitting at the same hour finds them due. */
const EARLY = 0.3;
const MINUTE = 1 / 1_440;

/** Boxes of 1, 2, 4, … days; a wrong answer goes back to the first and is asked again in the same sitting. */
export const leitner: NamedPolicy = {
  name: "Leitner",
  begin(setting) {
    const boxes = new Map<number, number>();
    return scheduled(setting, {
      daysAfter({ word, correct }) {
        const box = correct ? (boxes.get(word) ?? 0) + 1 : 0;
        boxes.set(word, box);
        return box === 0 ? MINUTE : 2 ** (box - 1) - EARLY;
      },
    });
  },
};

/** SuperMemo 2 (Wozniak 1990) with grades 4 and 1. */
export const sm2: NamedPolicy = {
  name: "SM-2",
  begin(setting) {
    const cards = new Map<number, { ease: number; days: number; rights: number }>();
    return scheduled(setting, {
      daysAfter({ word, correct }) {
        const card = cards.get(word) ?? { ease: 2.5, days: 0, rights: 0 };
        cards.set(word, card);
        if (!correct) {
          card.ease = Math.max(1.3, card.ease - 0.54);
          card.rights = 0;
          card.days = 0;
          return MINUTE;
        }
        card.rights += 1;
        card.days = card.rights === 1 ? 1 : card.rights === 2 ? 6 : card.days * card.ease;
        return card.days - EARLY;
      },
    });
  },
};

/** FSRS-6 with its default weights, aiming at nine in ten; only the first answer of a day moves the memory. */
export const fsrs90: NamedPolicy = {
  name: "FSRS .90",
  begin(setting) {
    const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false }));
    const cards = new Map<number, { state: FSRSState; at: number }>();
    return scheduled(setting, {
      daysAfter({ word, at, correct }) {
        const card = cards.get(word);
        if (card !== undefined && Math.floor(card.at / DAY) === Math.floor(at / DAY)) {
          return correct ? Math.max(0.5, card.state.stability - EARLY) : MINUTE;
        }
        const elapsed = card === undefined ? 0 : (at - card.at) / DAY;
        const state = scheduler.next_state(
          card?.state ?? null,
          elapsed,
          correct ? Rating.Good : Rating.Again,
        );
        cards.set(word, { state, at });
        return correct ? Math.max(0.5, state.stability - EARLY) : MINUTE;
      },
    });
  },
};
