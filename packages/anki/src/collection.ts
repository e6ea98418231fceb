import type { Deck } from "./deck.ts";
import { stableId } from "./stable-id.ts";

/** The tables of a collection of version 11, which every Anki since 2.0 imports. */
export const TABLES = `
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);
`;

export const FIELDS = ["Text", "Meaning", "Hint", "Situation", "Sources", "Produce"] as const;
/** One kind of note for all decks: Anki merges what has its id. */
export const MODEL_ID = stableId("fluentfusion note 1");

const BACK = `{{FrontSide}}<hr id="answer">`;
const SMALL = `<p class="small">{{Situation}}<br>{{Sources}}</p>`;
const CSS = `.card { font-family: sans-serif; font-size: 24px; text-align: center; }
.small { font-size: 14px; opacity: .7; }
.hint { font-size: 18px; opacity: .8; }`;

const template = (name: string, ord: number, qfmt: string, afmt: string) => ({
  name,
  ord,
  qfmt,
  afmt,
  did: null,
  bqfmt: "",
  bafmt: "",
});

function model(deckId: number, seconds: number) {
  return {
    id: MODEL_ID,
    name: "FluentFusion",
    type: 0,
    mod: seconds,
    usn: -1,
    sortf: 0,
    did: deckId,
    tmpls: [
      template("Recognise", 0, "{{Text}}", `${BACK}{{Meaning}}<div class="hint">{{Hint}}</div>${SMALL}`),
      template(
        "Produce",
        1,
        `{{#Produce}}{{Meaning}}<div class="hint">{{Hint}}</div>{{/Produce}}`,
        `${BACK}{{Text}}${SMALL}`,
      ),
    ],
    flds: FIELDS.map((name, ord) => ({
      name,
      ord,
      sticky: false,
      rtl: false,
      font: "Arial",
      size: 20,
      media: [],
    })),
    css: CSS,
    latexPre: "\\documentclass[12pt]{article}\n\\begin{document}\n",
    latexPost: "\\end{document}",
    latexsvg: false,
    req: [
      [0, "all", [0]],
      [1, "all", [5]],
    ],
    tags: [],
    vers: [],
  };
}

const deckRow = (id: number, name: string, desc: string, seconds: number) => ({
  id,
  name,
  desc,
  mod: seconds,
  usn: -1,
  collapsed: false,
  browserCollapsed: false,
  newToday: [0, 0],
  revToday: [0, 0],
  lrnToday: [0, 0],
  timeToday: [0, 0],
  dyn: 0,
  extendNew: 10,
  extendRev: 50,
  conf: 1,
});

const OPTIONS = {
  id: 1,
  name: "Default",
  mod: 0,
  usn: 0,
  maxTaken: 60,
  autoplay: true,
  timer: 0,
  replayq: true,
  dyn: false,
  new: {
    bury: true,
    delays: [1, 10],
    initialFactor: 2500,
    ints: [1, 4, 7],
    order: 1,
    perDay: 20,
    separate: true,
  },
  rev: {
    bury: true,
    ease4: 1.3,
    fuzz: 0.05,
    ivlFct: 1,
    maxIvl: 36_500,
    minSpace: 1,
    perDay: 200,
    hardFactor: 1.2,
  },
  lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
};

/** The one row of `col`. @param createdSeconds day 0 of the collection: what is due counts from it */
export function collectionRow(deck: Deck, createdSeconds: number): (string | number)[] {
  const seconds = Math.floor(deck.at.getTime() / 1000);
  const deckId = stableId(`deck ${deck.name}`);
  const settings = {
    activeDecks: [1],
    curDeck: 1,
    newSpread: 0,
    collapseTime: 1200,
    timeLim: 0,
    estTimes: true,
    dueCounts: true,
    curModel: MODEL_ID,
    nextPos: deck.notes.length + 1,
    sortType: "noteFld",
    sortBackwards: false,
    addToCur: true,
    schedVer: 2,
  };
  const decks = {
    1: deckRow(1, "Default", "", seconds),
    [deckId]: deckRow(deckId, deck.name, deck.description, seconds),
  };
  const milliseconds = deck.at.getTime();
  return [
    1,
    createdSeconds,
    milliseconds,
    milliseconds,
    11,
    0,
    0,
    0,
    JSON.stringify(settings),
    JSON.stringify({ [MODEL_ID]: model(deckId, seconds) }),
    JSON.stringify(decks),
    JSON.stringify({ 1: OPTIONS }),
    "{}",
  ];
}
