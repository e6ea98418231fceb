import { COUNT, IDLE, LOG_TIME, OUTCOME, type Precisions } from "./precision.ts";
import { lean } from "./moving-average.ts";

/**
 * How a learner's rows follow each other in time.
 *
 * Many logs stamp a row when it is answered: the pause before it then holds the answer's own latency, and slow answers
 * are often wrong ones. Latency is guessed as the pause less the idle time that is usual after a row like the last.
 */
export interface Tempo {
  /** +1 after a right answer, -1 after a wrong one, 0 after a row that asked nothing. */
  readonly lastOutcome: number;
  /** Usual seconds between the last row and the start of this answer, by `lastOutcome`. */
  readonly idleAfterRight: number;
  readonly idleAfterWrong: number;
  readonly idleAfterStudy: number;
  /** Moving average of the log of pauses within a session. */
  readonly pace: number;
  /** Moving average of the guessed log milliseconds of right answers, and how many there were. */
  readonly rightTime: number;
  readonly rightTimes: number;
}

export const TEMPO_PRECISION: Precisions<Tempo> = {
  lastOutcome: OUTCOME,
  idleAfterRight: IDLE,
  idleAfterWrong: IDLE,
  idleAfterStudy: IDLE,
  pace: LOG_TIME,
  rightTime: LOG_TIME,
  rightTimes: COUNT,
};

export const NEW_TEMPO: Tempo = {
  lastOutcome: 0,
  idleAfterRight: 1.5,
  idleAfterWrong: 1.5,
  idleAfterStudy: 1.5,
  pace: 2.5,
  rightTime: 0,
  rightTimes: 0,
};

/** Pauses longer than this are no part of answering. */
const LONGEST_PAUSE = 300;

const IDLE_SHARE = 0.1;
const PACE_SHARE = 0.03;
const RIGHT_SHARE = 0.03;

/** Guessed log milliseconds of the answer to come: pause in seconds. */
export function guessedTime(tempo: Tempo, pause: number): number {
  const latency = Math.max(0.3, Math.min(LONGEST_PAUSE, pause) - idleOf(tempo));
  return Math.log(latency * 1_000);
}

/** @param elapsedMs of the answer; null when unknown */
export function nextTempo(
  tempo: Tempo,
  pause: number,
  correct: boolean | null,
  elapsedMs: number | null,
): Tempo {
  const lastOutcome = correct === null ? 0 : correct ? 1 : -1;
  if (!(pause <= LONGEST_PAUSE)) return { ...tempo, lastOutcome };
  const timed = elapsedMs !== null && elapsedMs >= 0;
  const share = Math.max(RIGHT_SHARE, 1 / (tempo.rightTimes + 1));
  const idle = !timed ? idleOf(tempo) : Math.max(-5, Math.min(30, pause - elapsedMs / 1_000));
  const { idleAfterRight, idleAfterWrong, idleAfterStudy } = tempo;
  return {
    rightTime:
      correct === true
        ? LOG_TIME.round(lean(tempo.rightTime, share, guessedTime(tempo, pause)))
        : tempo.rightTime,
    rightTimes: COUNT.round(tempo.rightTimes + (correct === true ? 1 : 0)),
    lastOutcome,
    idleAfterRight:
      tempo.lastOutcome > 0 ? IDLE.round(lean(idleAfterRight, IDLE_SHARE, idle)) : idleAfterRight,
    idleAfterWrong:
      tempo.lastOutcome < 0 ? IDLE.round(lean(idleAfterWrong, IDLE_SHARE, idle)) : idleAfterWrong,
    idleAfterStudy:
      tempo.lastOutcome === 0 ? IDLE.round(lean(idleAfterStudy, IDLE_SHARE, idle)) : idleAfterStudy,
    pace: LOG_TIME.round(lean(tempo.pace, PACE_SHARE, Math.log1p(pause))),
  };
}

function idleOf(tempo: Tempo): number {
  if (tempo.lastOutcome > 0) return tempo.idleAfterRight;
  return tempo.lastOutcome < 0 ? tempo.idleAfterWrong : tempo.idleAfterStudy;
}

/** How much longer than usual for this learner the answer to come has taken already, as a log; 0 when that cannot be known. */
export function slowness(tempo: Tempo, pause: number): number {
  if (tempo.rightTimes === 0 || pause > LONGEST_PAUSE) return 0;
  return guessedTime(tempo, pause) - tempo.rightTime;
}
