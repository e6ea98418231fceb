import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Tabs } from "../tabs.tsx";
import { useWidth } from "./use-width.ts";
import "./charts.css";

interface ChartFrameProps {
  readonly label: string;
  readonly height: number;
  /** Draws the picture at the width that there is. */
  readonly renderPicture: (width: number) => ReactNode;
  /** What the colours and marks stand for. */
  readonly legend?: ReactNode;
  /** The same figures to be read: no picture says more than its table. */
  readonly table: ReactNode;
}

/** A picture of figures, and the figures themselves in a table beside it. */
export function ChartFrame({ label, height, renderPicture, legend, table }: ChartFrameProps) {
  const { t } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <Tabs
      label={t("chart.views", { label })}
      tabs={[
        {
          id: "picture",
          label: <T of="chart.picture" />,
          content: (
            <figure className="chart card">
              <div ref={frame} style={{ height }}>
                {width > 0 && (
                  <svg width={width} height={height} role="img" aria-label={label}>
                    {renderPicture(width)}
                  </svg>
                )}
              </div>
              {legend && <figcaption className="chart-legend">{legend}</figcaption>}
            </figure>
          ),
        },
        { id: "table", label: <T of="chart.table" />, content: table },
      ]}
    />
  );
}
