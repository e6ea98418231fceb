import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { shorten } from "../scripts/alerts/rules.ts";

const RULES = readFileSync(new URL("../../../ops/alerts.yml", import.meta.url), "utf8");

interface Rules {
  groups: { rules: { alert: string; expr: string; for?: string; labels: object; annotations: object }[] }[];
}

const rulesOf = (text: string) => (parse(text) as Rules).groups.flatMap(({ rules }) => rules);

const told = ({ alert, labels, annotations }: Rules["groups"][0]["rules"][0]) => ({
  alert,
  labels,
  annotations,
});

test("rules that are tried in a shorter time differ in their durations alone", () => {
  const [real, short] = [rulesOf(RULES), rulesOf(shorten(RULES))];
  const DURATION = /\d+(ms|s|m|h)\b/g;
  const bare = (expr: string) => expr.replaceAll(DURATION, "");
  expect(short.map(({ expr }) => bare(expr))).toEqual(real.map(({ expr }) => bare(expr)));
  expect(short.map(told)).toEqual(real.map(told));
  const one = short.find(({ alert }) => alert === "ErrorsOfOurOwn");
  expect(one?.expr).toBe('sum(rate(http_request_duration_seconds_count{status="500"}[5000ms])) > 0.02');
  expect(one?.for).toBe("5000ms");
});

test("what stands in quotes, and a threshold in seconds, is left as it is", () => {
  const text = `groups: [{ name: one, rules: [{ alert: A, expr: 'max_over_time(x{route="every 5m"}[1h30m] offset 1m) > 900' }] }]`;
  expect(rulesOf(shorten(text))[0]?.expr).toBe(
    'max_over_time(x{route="every 5m"}[90000ms] offset 1000ms) > 900',
  );
});
