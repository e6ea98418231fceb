import { z } from "zod";

/** The columns of Anki's tables, in their order (rslib/src/storage/schema11.sql). */
export const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  col: "id crt mod scm ver dty usn ls conf models decks dconf tags".split(" "),
  notes: "id guid mid mod usn tags flds sfld csum flags data".split(" "),
  cards: "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data".split(" "),
  revlog: "id cid usn ease ivl lastIvl factor time type".split(" "),
  graves: "usn oid type".split(" "),
};

const whole = z.int();
const natural = z.int().min(0);
const small = z.int().min(0).max(65_535);

/** What `NotetypeSchema11` needs; its keys with a default are left out (rslib/src/notetype/schema11.rs). */
export const NoteType = z.object({
  id: whole,
  name: z.string().min(1),
  type: z.union([z.literal(0), z.literal(1)]),
  mod: whole,
  usn: whole,
  sortf: small,
  css: z.string(),
  tmpls: z
    .array(z.object({ name: z.string().min(1), ord: small, qfmt: z.string(), afmt: z.string() }))
    .min(1)
    .refine(
      (all) => all.every(({ ord }, place) => ord === place),
      "templates are not numbered in their order",
    ),
  flds: z
    .array(
      z.object({
        name: z.string().min(1),
        ord: small,
        sticky: z.boolean(),
        rtl: z.boolean(),
        font: z.string(),
        size: small,
      }),
    )
    .min(1)
    .refine((all) => all.every(({ ord }, place) => ord === place), "fields are not numbered in their order"),
  req: z.array(z.tuple([small, z.enum(["any", "all", "none"]), z.array(small)])),
});

const today = z.tuple([whole, whole]);

/** What `NormalDeckSchema11` needs (rslib/src/decks/schema11.rs). */
export const DeckRow = z.object({
  id: whole,
  name: z.string().min(1),
  mod: whole,
  usn: whole,
  lrnToday: today,
  revToday: today,
  newToday: today,
  timeToday: today,
  collapsed: z.boolean(),
  dyn: z.literal(0),
  conf: whole,
});

/** What `DeckConfSchema11` needs (rslib/src/deckconfig/schema11.rs). */
export const DeckOptions = z.object({
  id: whole,
  mod: whole,
  name: z.string(),
  usn: whole,
  maxTaken: whole,
  autoplay: z.boolean(),
  timer: z.int().min(0).max(255),
  new: z.object({
    delays: z.array(z.number()),
    initialFactor: small,
    ints: z.array(small).min(2),
    order: z.union([z.literal(0), z.literal(1)]),
    perDay: natural,
  }),
  rev: z.object({ ease4: z.number(), ivlFct: z.number(), maxIvl: natural, perDay: natural }),
  lapse: z.object({
    delays: z.array(z.number()),
    leechAction: z.union([z.literal(0), z.literal(1)]),
    leechFails: natural,
    minInt: natural,
    mult: z.number(),
  }),
});
