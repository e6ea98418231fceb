import { encodeRequest, type HttpRequest, type RequestSource } from "../../load/request.ts";

/**
 * Each connection goes round among learners of its own, so that no two wait for one learner's lock. The next turn goes on where
 * the last one ended: who was asked for is not asked for again before everybody else was.
 */
export function eachLearner(
  learners: number,
  requestOf: (learner: number, turn: number) => HttpRequest,
): RequestSource {
  const turns: number[] = [];
  return (connection, connections) => {
    const own = Math.max(1, Math.floor(learners / connections));
    return () => {
      const turn = (turns[connection] ?? Math.floor(Math.random() * own)) + 1;
      turns[connection] = turn;
      return encodeRequest(requestOf(Math.min(learners - 1, (turn % own) * connections + connection), turn));
    };
  };
}

/** Round and round. */
export const at = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
};
