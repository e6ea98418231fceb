import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { type Column, DataTable } from "../data-table.tsx";
import { Tabs } from "../tabs.tsx";
import { useWidth } from "./use-width.ts";
import "./charts.css";

/** A colour or mark of the picture, and what it stands for. */
interface Swatch {
  readonly fill: "main" | "back" | "band" | "mean" | "now";
  readonly label: ReactNode;
}

interface ChartFrameProps<Row> {
  readonly label: string;
  readonly height: number;
  /** Draws the picture at the width that there is. */
  readonly renderPicture: (width: number) => ReactNode;
  readonly legend?: readonly Swatch[];
  /** The same figures to be read: no picture says more than its table. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}

/** A picture of figures, and the figures themselves in a table beside it. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>) {
  const { label, height, renderPicture, legend = [], rows, keyOf, columns } = props;
  const { t } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const picture = (
    <figure className="chart card">
      <div ref={frame} style={{ height }}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={label}>
            {renderPicture(width)}
          </svg>
        )}
      </div>
      {legend.length > 0 && (
        <figcaption className="chart-legend">
          {legend.map(({ fill, label: name }) => (
            <span key={fill}>
              <i className="chart-swatch" data-fill={fill} />
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
  const table = <DataTable caption={label} columns={columns} rows={rows} keyOf={keyOf} hidesCaption />;
  return (
    <Tabs
      label={t("chart.views", { label })}
      tabs={[
        { id: "picture", label: <T of="chart.picture" />, content: picture },
        { id: "table", label: <T of="chart.table" />, content: table },
      ]}
    />
  );
}
