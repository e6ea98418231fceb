import type { Table } from "./report/table.ts";

/** What the suite `http` measures, of which one part can be wanted. */
export const HTTP_PARTS = ["start", "requests", "mixed", "overload", "logins"] as const;
export type HttpPart = (typeof HTTP_PARTS)[number];

export interface SuiteOptions {
  /** Of the suite `http`; `null`: all. */
  readonly only: HttpPart | null;
  /** How often each peer has its turn. */
  readonly rounds: number;
  /** Of each turn. */
  readonly seconds: number;
  readonly connections: number;
  /** Learners with some twenty results each. */
  readonly learners: number;
  /** Mixed requests a second. */
  readonly rate: number;
  /** A folder of learners' logs, `<name>.train.csv` and `<name>.dev.csv`; `null`: none. */
  readonly logs: string | null;
  /** What goes on now, for whoever waits. */
  readonly tell: (line: string) => void;
}

/** One subject of the benchmark. A suite starts what it needs and leaves nothing behind. */
export interface Suite {
  readonly name: string;
  run(options: SuiteOptions): Promise<Table[]>;
}
