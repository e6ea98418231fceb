import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { queryClient } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { LessonRow } from "../lesson/lesson-row.tsx";
import "../catalogue/catalogue.css";
import { deviceStore } from "../device/device-store.ts";
import { readCourse } from "./read-packs.ts";
import { WaitingNote } from "../device/waiting-note.tsx";

const KEY = ["device-course"];

/** Shows how much of the course is here: on a slow network that takes a minute and more. */
function useDownload() {
  const [progress, setProgress] = useState<{ kept: number; all: number } | null>(null);
  const fetching = useMutation({
    mutationFn: async () => {
      const store = await deviceStore();
      await store?.download({}, undefined, (kept, all) => setProgress({ kept, all }));
    },
    // What came before the connection was lost is there all the same.
    onSettled: async () => {
      setProgress(null);
      await queryClient.invalidateQueries({ queryKey: KEY });
    },
  });
  return { fetching, progress };
}

/** The lessons on this device: to be fetched while there is a connection, to be taken when there is none. */
export default function FlightPage() {
  const { t } = useMessages();
  const isOnline = useOnline();
  const course = useQuery({
    queryKey: KEY,
    queryFn: readCourse,
    networkMode: "always",
    structuralSharing: false,
  });
  const { fetching, progress } = useDownload();
  const lessons = course.data?.lessons ?? [];
  return (
    <Page title={t("flight.title")}>
      <WaitingNote />
      <p className="soft">
        <T of="flight.lead" />
      </p>
      {fetching.error && <ErrorNotice error={fetching.error} />}
      <div>
        <Button busy={fetching.isPending} disabled={!isOnline} onClick={() => fetching.mutate()}>
          <T of={lessons.length === 0 ? "flight.fetch" : "flight.renew"} />
        </Button>
      </div>
      {progress && (
        <div className="stack" data-kept={progress.kept}>
          <ProgressBar value={progress.kept} max={progress.all} label={t("flight.fetch")} />
          <p className="small soft">
            <T of="flight.fetching" with={progress} />
          </p>
        </div>
      )}
      {course.isSuccess && lessons.length === 0 && (
        <EmptyNotice title={<T of="flight.empty.title" />}>
          <T of="flight.empty.body" />
        </EmptyNotice>
      )}
      {course.isPending && <Skeleton heights={[4, 4, 4]} />}
      {course.isError && <ErrorNotice error={course.error} onRetry={() => void course.refetch()} />}
      <ul className="lesson-grid flight-list">
        {lessons.map(({ lesson }) => (
          <li key={lesson.id}>
            <LessonRow lesson={lesson} href={`/flight/${lesson.id}`} />
          </li>
        ))}
      </ul>
      <p>
        <Link href="/emergency">
          <T of="emergency.title" />
        </Link>
      </p>
    </Page>
  );
}
