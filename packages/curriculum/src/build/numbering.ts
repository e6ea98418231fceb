/**
 * Which number an exercise has within its lesson. Answers are stored by number, so a number never moves: it follows
 * from the authored slot of its item or dialogue, not from what else is in the lesson.
 *
 * | numbers | exercise |
 * | --- | --- |
 * | 0–9 | recognise the item of slot 0–9 |
 * | 10 | match the items of the first slots |
 * | 11–18 | dialogue of slot 0–7 |
 * | 20–29 | use (or, under review, recall) the item of slot 0–9 |
 *
 * No lesson can have more than the thirty that a lesson's progress has bits for. Learners meet them in this order: all
 * items are recognised before the first has to be produced.
 */
export const recogniseNumber = (slot: number) => slot;
export const MATCH_NUMBER = 10;
export const dialogueNumber = (slot: number) => 11 + slot;
export const useNumber = (slot: number) => 20 + slot;

/** Later items are not asked for twice, which keeps a lesson at fourteen exercises. */
export const isRecognisedFirst = (slot: number) => slot < 6;
