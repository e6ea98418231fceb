import type { TeamReport, TextFile } from "@fluentfusion/contract";
import { CATEGORIES } from "@fluentfusion/core";
import { writeTable } from "@fluentfusion/curriculum/csv";

type Situation = TeamReport["groups"][number]["situations"][number];

const percent = (share: number) => String(Math.round(share * 100));

/** What is told of a situation, in the order in which a table has it: added columns come last. */
const FIGURES = [
  { name: "percent", of: ({ mean }: Situation) => mean },
  { name: "low_percent", of: ({ interval }: Situation) => interval[0] },
  { name: "high_percent", of: ({ interval }: Situation) => interval[1] },
];
const COLUMNS = FIGURES.flatMap((figure) => CATEGORIES.map((category) => ({ ...figure, category })));

/** The groups of a report as a table, one row each. Cells that a spreadsheet would run as a formula are made text. */
export function toCsv({ groups }: TeamReport, day: string): TextFile {
  const header = [
    "language",
    "post",
    "people",
    "as_of",
    ...COLUMNS.map(({ category, name }) => `${category}_${name}`),
  ];
  const rows = groups.map(({ targetLanguage, post, people, asOf, situations }) => [
    targetLanguage,
    post ?? "several",
    String(people),
    asOf,
    ...COLUMNS.map(({ category, of }) => {
      const situation = situations.find((one) => one.category === category);
      return situation === undefined ? "" : percent(of(situation));
    }),
  ]);
  return { fileName: `readiness-${day}.csv`, text: writeTable([header, ...rows]) };
}
