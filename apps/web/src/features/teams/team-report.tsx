import type { TeamReport } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, trpc } from "../../api.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ChartFrame } from "../../ui/charts/chart-frame.tsx";
import { shareRowsHeight } from "../../ui/charts/row-heights.ts";
import { SelectField } from "../../ui/field.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { saveFile } from "../staff/save-file.ts";
import { useWords, W } from "../staff/words.tsx";

/** Readiness by situation over groups of five at least, as a picture and as a table. */
export function TeamReportView({ teamId }: { teamId: string }) {
  const { w } = useWords();
  const [post, setPost] = useState("");
  const filter = { teamId, ...(post !== "" && { post }) };
  const whole = useQuery(trpc.teams.report.queryOptions({ teamId }));
  const query = useQuery(trpc.teams.report.queryOptions(filter));
  const download = useMutation({
    mutationFn: async () => saveFile(await client.api.teams.reportCsv.query(filter)),
  });
  const posts = [...new Set(whole.data?.groups.flatMap((group) => group.post ?? []))];
  return (
    <QueryView query={query} loading={<Skeleton heights={[3, 16]} />}>
      {(report) => (
        <section className="section">
          <p>
            <W of="teams.report.lead" with={{ minimum: report.minimum }} />
          </p>
          {posts.length > 1 && (
            <SelectField
              label={<W of="teams.post" />}
              value={post}
              onChange={(event) => setPost(event.target.value)}
            >
              <option value="">{w("teams.report.all")}</option>
              {posts.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </SelectField>
          )}
          {report.groups.length === 0 ? (
            <EmptyNotice title={<W of="teams.report.none.title" />}>
              <W of="teams.report.none.body" />
            </EmptyNotice>
          ) : (
            <Groups report={report} />
          )}
          {report.waiting > 0 && (
            <p className="small soft">
              <W of="teams.report.waiting" with={{ count: report.waiting }} />
            </p>
          )}
          {report.groups.length > 0 && (
            <div className="staff-keys">
              <Button
                look="secondary"
                icon="download"
                busy={download.isPending}
                onClick={() => download.mutate()}
              >
                <W of="teams.report.csv" />
              </Button>
            </div>
          )}
          {download.isError && <ErrorNotice error={download.error} />}
        </section>
      )}
    </QueryView>
  );
}

function Groups({ report }: { report: TeamReport }) {
  return (
    <>
      {report.languages.map(({ targetLanguage, people, situations }) => (
        <section key={targetLanguage} className="section">
          <h2>
            <T of={`language.${targetLanguage}`} />{" "}
            <span className="tag">
              <W of="teams.report.people" with={{ count: people }} />
            </span>
          </h2>
          <Shares situations={situations} />
          <GroupList groups={report.groups.filter((group) => group.targetLanguage === targetLanguage)} />
        </section>
      ))}
    </>
  );
}

function Shares({ situations }: { situations: TeamReport["groups"][number]["situations"] }) {
  const { w, t, locale } = useWords();
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const rows = situations.map(({ category, mean, interval: [low, high] }) => ({
    id: category,
    name: t(`category.${category}`),
    mean,
    interval: [low, high] as const,
    range: `${percent.format(low)} – ${percent.format(high)}`,
    note: `${percent.format(mean)} (${percent.format(low)} – ${percent.format(high)})`,
  }));
  const label = w("teams.report");
  return (
    <ChartFrame
      label={label}
      height={shareRowsHeight(rows.length)}
      renderPicture={({ ShareRows, IntervalMark }, width) => (
        <ShareRows
          rows={rows}
          width={width}
          format={(share) => percent.format(share)}
          renderMark={(row, x, middle) => <IntervalMark of={row} x={x} middle={middle} />}
        />
      )}
      legend={[
        { fill: "mean", label: <W of="teams.report.share" /> },
        { fill: "band", label: <T of="plan.interval" /> },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: "name", label: <W of="teams.report.situation" />, renderCell: ({ name }) => name },
        {
          id: "share",
          label: <W of="teams.report.share" />,
          renderCell: ({ mean }) => percent.format(mean),
          isNumber: true,
        },
        {
          id: "interval",
          label: <T of="plan.interval" />,
          renderCell: ({ range }) => range,
          isNumber: true,
        },
      ]}
    />
  );
}

/** The groups behind the picture, each with the day of its figures. */
function GroupList({ groups }: { groups: TeamReport["groups"] }) {
  const { locale } = useWords();
  const date = momentFormat(locale, { dateStyle: "medium" });
  return (
    <ul className="staff-list">
      {groups.map(({ post, people, asOf }) => (
        <li key={`${post} ${asOf}`} className="small soft">
          {post ?? <W of="teams.report.several" />}
          {" · "}
          <W of="teams.report.people" with={{ count: people }} />
          {", "}
          <W of="teams.report.asOf" with={{ date: date(asOf) }} />
        </li>
      ))}
    </ul>
  );
}
