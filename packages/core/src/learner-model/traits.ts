/** How many traits of learners beside ability an item may load on. */
export const TRAITS = 2;
