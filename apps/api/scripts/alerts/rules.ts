import { parse, stringify } from "yaml";

/** So many minutes of the rules pass in as many seconds. */
export const FACTOR = 60;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
}

interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

const MILLISECONDS = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const UNIT = /(\d+)(ms|[smhdwy])/g;

/** What stands in quotes, or in brackets: only there does a duration stand in an expression, but for an offset. */
const QUOTED_OR_DURATION = /"[^"]*"|'[^']*'|\b(?:\d+(?:ms|[smhdwy]))+\b/g;

function shortened(duration: string): string {
  const units = [...duration.matchAll(UNIT)];
  const length = units.reduce((sum, [, count, unit]) => sum + Number(count) * MILLISECONDS[unit as "ms"], 0);
  return `${Math.max(1, Math.round(length / FACTOR))}ms`;
}

/**
 * The same rules for a time that passes sixty times as fast: each duration is shortened, both how long something has to be so and
 * over what it is looked at. Thresholds are left alone, also those in seconds: how long an answer takes, and how old a
 * mail is, is real.
 */
export function shorten(text: string): string {
  const rules = parse(text) as Rules;
  const groups = rules.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({
      ...rule,
      expr: rule.expr.replaceAll(QUOTED_OR_DURATION, (found) =>
        /^\d/.test(found) ? shortened(found) : found,
      ),
      ...(rule.for === undefined ? {} : { for: shortened(rule.for) }),
    })),
  }));
  return stringify({ groups });
}

export const alertsOf = (text: string): string[] =>
  (parse(text) as Rules).groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
