import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useStartSitting } from "../lesson/use-start-sitting.ts";
import { RecordPage } from "../progress/record-page.tsx";
import { ForecastChart } from "./forecast-chart.tsx";
import { ReviewSettingsForm } from "./review-settings-form.tsx";
import "./reviews.css";

const DAYS = 14;

/** What falls due now and on the coming days, and how much of it one wants. */
export default function ReviewsPage() {
  const { t } = useMessages();
  const forecast = useQuery(trpc.reviews.forecast.queryOptions({ days: DAYS }));
  return (
    <RecordPage title={t("record.reviews")}>
      <div className="reviews">
        <DueNow />
        <section className="section">
          <h2>
            <T of="reviews.chart" />
          </h2>
          <QueryView query={forecast} loading={<Skeleton heights={[16]} />}>
            {({ days }) =>
              days.every(({ due, planned }) => due + planned === 0) ? (
                <EmptyNotice title={<T of="reviews.empty.title" />}>
                  <T of="reviews.empty.body" />
                </EmptyNotice>
              ) : (
                <ForecastChart days={days} />
              )
            }
          </QueryView>
        </section>
        <section className="section card" id="settings">
          <h2>
            <T of="reviews.settings" />
          </h2>
          <ReviewSettingsForm />
        </section>
      </div>
    </RecordPage>
  );
}

const MINUTES = ["all", "5", "10", "20"] as const;

function DueNow() {
  const due = useQuery(trpc.reviews.due.queryOptions());
  const [minutes, setMinutes] = useState<(typeof MINUTES)[number]>("all");
  const { startSitting, isStarting, error } = useStartSitting();
  return (
    <section className="section card reviews-now">
      <QueryView query={due} loading={<Skeleton heights={[3, 3]} />}>
        {({ itemIds, overdue }) => (
          <>
            <h2>
              {itemIds.length > 0 ? (
                <T of="reviews.due" with={{ count: itemIds.length }} />
              ) : (
                <T of={overdue > 0 ? "reviews.noMore" : "reviews.none"} />
              )}
            </h2>
            {overdue === 0 && (
              <p className="soft">
                <T of="reviews.none.body" />
              </p>
            )}
            {overdue > itemIds.length && (
              <p className="soft">
                <T of="reviews.overdue" with={{ count: overdue }} />
              </p>
            )}
            <Choices
              legend={<T of="reviews.minutes" />}
              value={minutes}
              onChange={setMinutes}
              options={MINUTES.map((value) => ({
                value,
                label:
                  value === "all" ? (
                    <T of="reviews.minutes.all" />
                  ) : (
                    <T of="home.minutes" with={{ count: Number(value) }} />
                  ),
              }))}
            />
            {error && <ErrorNotice error={error} />}
            <div>
              <Button
                icon="undo"
                busy={isStarting}
                disabled={minutes === "all" && itemIds.length === 0}
                onClick={() =>
                  startSitting(
                    minutes === "all" ? { mode: "review" } : { mode: "review", minutes: Number(minutes) },
                  )
                }
              >
                <T of="home.review.start" />
              </Button>
            </div>
          </>
        )}
      </QueryView>
    </section>
  );
}
