export type Peer = "plain" | "static" | "pgbench";

interface Goal {
  readonly peer: Peer;
  readonly atLeast: number;
}

/** Ratios that must hold, by work and what is asked. */
export const GOALS: Readonly<Record<string, readonly Goal[]>> = {
  "list hit": [{ peer: "static", atLeast: 0.85 }],
  "list spread": [{ peer: "plain", atLeast: 1.5 }],
  "detail hit": [{ peer: "static", atLeast: 0.85 }],
  "detail spread": [{ peer: "plain", atLeast: 1.5 }],
  "recommend hit": [{ peer: "static", atLeast: 0.8 }],
  "recommend spread": [{ peer: "pgbench", atLeast: 0.35 }],
  "submit durable": [
    { peer: "pgbench", atLeast: 0.65 },
    { peer: "plain", atLeast: 2.5 },
  ],
  "page hit": [{ peer: "plain", atLeast: 10 }],
  "page spread": [{ peer: "plain", atLeast: 10 }],
};
