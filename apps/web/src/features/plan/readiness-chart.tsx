import type { Plan } from "@fluentfusion/contract";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { shareRowsHeight } from "../../ui/charts/row-heights.ts";

type Situations = NonNullable<Plan["readiness"]>["situations"];

/** Readiness for each situation: today, what is expected on the day, and the range that holds it 8 times in 10. */
export function ReadinessChart({ situations }: { situations: Situations }) {
  const { t, locale } = useMessages();
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const format = (share: number) => percent.format(share);
  const height = shareRowsHeight(situations.length);
  const rows = situations.map(({ category, now, mean, interval: [low, high], status }) => ({
    id: category,
    name: t(`category.${category}`),
    note: `${format(low)} – ${format(high)}`,
    now,
    mean,
    interval: [low, high] as const,
    isVague: status === "NOT_ENOUGH_EVIDENCE",
  }));
  const label = t("plan.chart");
  return (
    <ChartFrame
      label={label}
      height={height}
      renderPicture={({ ShareRows, IntervalMark }, width) => (
        <ShareRows
          rows={rows}
          width={width}
          format={format}
          renderMark={(row, x, middle) => <IntervalMark of={row} x={x} middle={middle} />}
        />
      )}
      legend={[
        { fill: "now", label: <T of="plan.now" /> },
        { fill: "mean", label: <T of="plan.mean" /> },
        { fill: "band", label: <T of="plan.interval" /> },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: "name", label: <T of="plan.situation" />, renderCell: ({ name }) => name },
        { id: "now", label: <T of="plan.now" />, renderCell: ({ now }) => format(now), isNumber: true },
        {
          id: "mean",
          label: <T of="plan.mean" />,
          renderCell: ({ mean, isVague }) => (isVague ? "–" : format(mean)),
          isNumber: true,
        },
        {
          id: "interval",
          label: <T of="plan.interval" />,
          renderCell: ({ note }) => note,
          isNumber: true,
        },
      ]}
    />
  );
}
