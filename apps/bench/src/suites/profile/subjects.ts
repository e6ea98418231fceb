import { runClosedLoop, runOpenLoop } from "../../load/load.ts";
import { inTurns, type RequestSource } from "../../load/request.ts";
import type { SuiteOptions } from "../../suite.ts";
import { LOGIN_CONNECTIONS, loginsTo } from "../http/logins.ts";
import { MIX, MIXED_CONNECTIONS } from "../http/mixed.ts";
import type { Stand } from "../http/stand.ts";
import { refuseFailures } from "../http/turns.ts";
import { REGULARS, worksOf } from "../http/work.ts";

/** What a server is looked into at. */
export interface Subject {
  readonly title: string;
  /** @returns answers a second */
  run(port: number, seconds: number): Promise<number>;
}

/** All work whose cost a goal is about, and what goes with it. */
export function subjectsOf(stand: Stand, { connections, learners, rate }: SuiteOptions): Subject[] {
  const works = worksOf(stand.course, stand.crowd);
  const sourceOf = (name: string, variant: string): RequestSource => {
    const source = works[name]?.product[variant];
    if (source === undefined) throw new Error(`there is no ${variant} of ${name}`);
    return source;
  };
  const closed = (title: string, source: RequestSource, at = connections): Subject => ({
    title,
    run: async (port, seconds) => {
      const result = await runClosedLoop({ port, connections: at, seconds, source });
      refuseFailures(result);
      return result.answers / result.seconds;
    },
  });
  const most = Math.ceil(REGULARS / connections);
  /** Everybody asks once before, so that all answers are kept. */
  const kept = (subject: Subject, source: RequestSource): Subject => ({
    ...subject,
    run: async (port, seconds) => {
      refuseFailures(await runClosedLoop({ port, connections, seconds: 60, source, most }));
      return subject.run(port, seconds);
    },
  });
  const keptOf = (title: string, name: string) =>
    kept(closed(title, sourceOf(name, "hit")), sourceOf(name, "hit"));
  const mix = inTurns(MIX.map((name) => sourceOf(name, name === "submit" ? "durable" : "hit")));
  const mixed: Subject = {
    title: `${rate} mixed a second`,
    run: async (port, seconds) => {
      const result = await runOpenLoop({ port, connections: MIXED_CONNECTIONS, seconds, source: mix, rate });
      return (result.answers - Math.min(result.answers, result.failures)) / seconds;
    },
  };
  return [
    keptOf("list, kept", "list"),
    keptOf("recommendations, kept", "recommend"),
    closed("recommendations anew", sourceOf("recommend", "spread")),
    closed("an answer", sourceOf("submit", "durable")),
    keptOf("a batch of five, kept", "page"),
    closed("a batch of five anew", sourceOf("page", "spread")),
    kept(mixed, sourceOf("recommend", "hit")),
    closed("logins", loginsTo("/trpc/auth.login", learners), LOGIN_CONNECTIONS),
  ];
}
