import type { ReviewForecast } from "@fluentfusion/contract";
import { dayFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ChartFrame } from "../../ui/charts/chart-frame.tsx";

const HEIGHT = 200;

/** What the settings leave for each day, before what falls due on it. */
export function ForecastChart({ days }: { days: ReviewForecast["days"] }) {
  const { t, locale } = useMessages();
  const name = dayFormat(locale, { day: "numeric", month: "short" });
  const number = new Intl.NumberFormat(locale);
  const label = t("reviews.chart");
  return (
    <ChartFrame
      label={label}
      height={HEIGHT}
      renderPicture={({ BarChart }, width) => (
        <BarChart
          bars={days.map(({ day, due, planned }) => ({ id: day, name: name(day), value: planned, of: due }))}
          width={width}
          height={HEIGHT}
          format={(value) => number.format(value)}
        />
      )}
      legend={[
        { fill: "main", label: <T of="reviews.planned" /> },
        { fill: "back", label: <T of="reviews.falls" /> },
      ]}
      rows={days}
      keyOf={({ day }) => day}
      columns={[
        { id: "day", label: <T of="chart.day" />, renderCell: ({ day }) => name(day) },
        {
          id: "planned",
          label: <T of="reviews.planned" />,
          renderCell: ({ planned }) => number.format(planned),
          isNumber: true,
        },
        {
          id: "due",
          label: <T of="reviews.falls" />,
          renderCell: ({ due }) => number.format(due),
          isNumber: true,
        },
      ]}
    />
  );
}
