import type { ProgressReport } from "@fluentfusion/contract";
import { localDay } from "@fluentfusion/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Choices } from "../../ui/choices.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useUser } from "../auth/session.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { addDays } from "./calendar.ts";
import { DaysChart, METRICS, type Metric } from "./days-chart.tsx";
import { RecordPage } from "./record-page.tsx";
import { Score } from "./score.tsx";
import "../catalogue/catalogue.css";
import "../lesson/lesson.css";
import "../sitting/summary.css";
import "./progress.css";

const WEEKS = [2, 4, 12] as const;

/** What was done on each day of a time, as a picture and in figures. */
export default function DaysPage() {
  const { t } = useMessages();
  const { timeZone } = useUser();
  const [weeks, setWeeks] = useState("2");
  const [metric, setMetric] = useState<Metric>("answers");
  const [today] = useState(() => localDay(Date.now(), timeZone));
  const from = addDays(today, 1 - 7 * Number(weeks));
  const query = useQuery({
    ...trpc.progress.report.queryOptions({ from, to: today }),
    placeholderData: keepPreviousData,
  });
  return (
    <RecordPage title={t("record.days")}>
      <div className="filters">
        <Choices
          legend={<T of="report.range" />}
          value={weeks}
          onChange={setWeeks}
          options={WEEKS.map((count) => ({
            value: String(count),
            label: <T of="report.weeks" with={{ count }} />,
          }))}
        />
        <Choices
          legend={<T of="report.show" />}
          value={metric}
          onChange={setMetric}
          options={METRICS.map((value) => ({ value, label: <T of={`report.${value}`} /> }))}
        />
      </div>
      <QueryView query={query} loading={<Skeleton heights={[16, 6]} />}>
        {(report) => (report.days.length === 0 ? <NoDays /> : <Days report={report} metric={metric} />)}
      </QueryView>
    </RecordPage>
  );
}

function NoDays() {
  return (
    <EmptyNotice title={<T of="report.empty.title" />}>
      <T of="report.empty.body" />
    </EmptyNotice>
  );
}

function Days({ report, metric }: { report: ProgressReport; metric: Metric }) {
  const { locale } = useMessages();
  const number = new Intl.NumberFormat(locale);
  const { totals, completed } = report;
  const figures = [
    ["activeDays", totals.activeDays],
    ["answers", totals.answers],
    ["right", totals.right],
    ["minutes", Math.round(totals.elapsedMs / 60_000)],
    ["xp", totals.xp],
  ] as const;
  return (
    <>
      <DaysChart report={report} metric={metric} />
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>
              <T of={`report.${name}`} />
            </dt>
            <dd>{number.format(value)}</dd>
          </div>
        ))}
      </dl>
      {completed.length > 0 && (
        <section className="section">
          <h2>
            <T of="report.completed" />
          </h2>
          <ul className="entries">
            {completed.map((lesson) => (
              <li key={lesson.lessonId}>
                <Link href={`/lessons/${lesson.lessonId}`} className="entry history-entry">
                  <strong>
                    <LessonTitle lesson={lesson} />
                  </strong>
                  <strong>
                    <Score of={lesson.score} />
                  </strong>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
