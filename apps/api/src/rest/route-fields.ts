import { Id } from "@fluentfusion/contract";
import { z } from "zod";

/**
 * A whole number of a query string, in plain digits. `Number` alone would also take an empty string, blanks, `0x10` and
 * `1e1`.
 */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (text) => (typeof text === "string" && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : text),
    z.number().int().min(min).max(max),
  );

/** Ids are compared as text, and a UUID's letters have no case. */
export const LessonId = Id.toLowerCase();

/** What documents tell of the form of a text, which nothing checks: the database sees to it. */
export const IdOut = z.string().meta({ format: "uuid" });
export const InstantOut = z.string().meta({ format: "date-time" });
export const Count = z.number().int().min(0);
