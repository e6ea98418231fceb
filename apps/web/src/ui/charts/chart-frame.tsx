import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { type Column, DataTable } from "../data-table.tsx";
import { QueryView } from "../query-view.tsx";
import { Skeleton } from "../skeleton.tsx";
import { type Drawn, useDrawn } from "./use-drawn.ts";
import { useWidth } from "./use-width.ts";
import "../tabs.css";
import "./charts.css";

/** A colour or mark of the picture, and what it stands for. */
interface Swatch {
  readonly fill: "main" | "back" | "band" | "mean" | "now";
  readonly label: ReactNode;
}

interface PictureProps {
  readonly label: string;
  readonly height: number;
  /** Draws the picture with what draws charts, at the width that there is. */
  readonly renderPicture: (drawn: Drawn, width: number) => ReactNode;
  readonly legend?: readonly Swatch[];
}

interface ChartFrameProps<Row> extends PictureProps {
  /** The same figures to be read: no picture says more than its table. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}

/**
 * A picture of figures, and the figures themselves in a table beside it. What draws it comes after the page: its place is kept
 * until then, and where it cannot be had the table stands alone.
 */
export function ChartFrame<Row>({ rows, keyOf, columns, ...picture }: ChartFrameProps<Row>) {
  const { label } = picture;
  const { t } = useMessages();
  const { query, retry } = useDrawn();
  const table = <DataTable caption={label} columns={columns} rows={rows} keyOf={keyOf} hidesCaption />;
  return (
    <QueryView
      query={query}
      loading={<Waiting {...picture} />}
      onRetry={retry}
      renderFailed={(notice) => (
        <>
          {notice}
          {table}
        </>
      )}
    >
      {(drawn) => (
        <drawn.Tabs
          label={t("chart.views", { label })}
          tabs={[
            {
              id: "picture",
              label: <T of="chart.picture" />,
              content: <Picture {...picture} drawn={drawn} />,
            },
            { id: "table", label: <T of="chart.table" />, content: table },
          ]}
        />
      )}
    </QueryView>
  );
}

/** The frame as it will stand, so that nothing moves when the picture comes. */
function Waiting(picture: PictureProps) {
  return (
    <div className="tabs">
      <div className="tabs-list" aria-hidden="true">
        <span className="tabs-tab" data-active="">
          <T of="chart.picture" />
        </span>
        <span className="tabs-tab">
          <T of="chart.table" />
        </span>
      </div>
      <Picture {...picture} drawn={null} />
    </div>
  );
}

function Picture(props: PictureProps & { readonly drawn: Drawn | null }) {
  const { label, height, renderPicture, legend = [], drawn } = props;
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <figure className="chart card">
      <div ref={frame} style={{ height }}>
        {drawn === null && <Skeleton heights={[height / 16]} />}
        {drawn !== null && width > 0 && (
          <svg width={width} height={height} role="img" aria-label={label}>
            {renderPicture(drawn, width)}
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
}
