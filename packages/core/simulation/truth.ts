/** How a simulated learner's memory really works. No policy sees it. Times in seconds since the learner began. */
export interface Truth {
  /** Probability of recalling a word, 0 for one never met. */
  recall(word: number, at: number): number;
  /** Changes the memory by one exposure: asked, answered right or not, then shown the answer. */
  practise(word: number, at: number, recalled: boolean): void;
}

export const DAY = 86_400;
