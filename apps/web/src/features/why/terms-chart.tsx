import type { WhyNotAnswer } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { signedBarsHeight } from "../../ui/charts/row-heights.ts";
import { anHour } from "./an-hour.ts";

type Terms = WhyNotAnswer["terms"];

interface TermsChartProps {
  readonly terms: Terms;
  readonly score: number;
  /** Where the page does not say which lesson it is about. */
  readonly heading?: ReactNode;
}

/** The parts of a score, for and against; they add up to it exactly. */
export function TermsChart({ terms, score, heading }: TermsChartProps) {
  const { t, locale } = useMessages();
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  const rowOf = (id: string, name: string, ofModel: number) => {
    const value = anHour(ofModel);
    return { id, name, value, note: number.format(value) };
  };
  const rows = [
    ...terms.map(({ code, value }) => rowOf(code, t(`choice.term.${code}`), value)),
    rowOf("score", t("choice.score"), score),
  ];
  const label = t("choice.terms");
  const height = signedBarsHeight(rows.length);
  return (
    <section className="section">
      <h2>{heading ?? <T of="choice.terms" />}</h2>
      <p className="soft">
        <T of="choice.terms.lead" />
      </p>
      <ChartFrame
        label={label}
        height={height}
        renderPicture={({ SignedBars }, width) => <SignedBars rows={rows} width={width} />}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { id: "part", label: <T of="choice.terms.part" />, renderCell: ({ name }) => name },
          {
            id: "value",
            label: <T of="choice.terms.value" />,
            renderCell: ({ note }) => note,
            isNumber: true,
          },
        ]}
      />
    </section>
  );
}
