import type { RouterOutputs } from "@fluentfusion/client";
import { LIMITS } from "@fluentfusion/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, trpc } from "../../api.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { QuestionLine } from "../../ui/question-line.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";
import { PairField, PAIRS } from "./preview-view.tsx";

/** The lesson as learners of one pair of languages have it: its name ends the slug, and the list has it on some page. */
async function findLesson(name: string, pair: (typeof PAIRS)[number] | undefined): Promise<string | null> {
  for (let cursor: number | null = 0; cursor !== null;) {
    const page: RouterOutputs["lessons"]["list"] = await client.api.lessons.list.query({
      ...pair,
      limit: LIMITS.pageMax,
      cursor,
    });
    const found = page.items.find(({ slug }) => slug.endsWith(`/${name}`));
    if (found !== undefined) return found.id;
    cursor = page.nextCursor;
  }
  return null;
}

/** How the exercises of a lesson go in one pair of languages, over all learners. */
export function LessonStats({ name }: { name: string }) {
  const [place, setPlace] = useState(0);
  const pair = PAIRS[place];
  const lesson = useQuery({
    queryKey: ["authoring", "lesson", name, pair],
    queryFn: () => findLesson(name, pair),
  });
  return (
    <section className="section card">
      <h2>
        <W of="authoring.stats" />
      </h2>
      <PairField value={place} onChange={setPlace} />
      <QueryView query={lesson} loading={<Skeleton heights={[3, 8]} />}>
        {(lessonId) =>
          lessonId === null ? (
            <p className="soft">
              <W of="authoring.stats.none" />
            </p>
          ) : (
            <Stats lessonId={lessonId} />
          )
        }
      </QueryView>
    </section>
  );
}

function Stats({ lessonId }: { lessonId: string }) {
  const { locale } = useWords();
  const query = useQuery(trpc.author.itemStats.queryOptions({ lessonId }));
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <QueryView query={query} loading={<Skeleton heights={[3, 8]} />}>
      {({ learners, answers, exercises }) =>
        learners === 0 ? (
          <p className="soft">
            <W of="authoring.stats.nobody" />
          </p>
        ) : (
          <>
            <p>
              <W of="authoring.stats.lead" with={{ learners, answers }} />
            </p>
            <DataTable
              stacks
              first={8}
              caption={<W of="authoring.stats" />}
              hidesCaption
              rows={exercises}
              keyOf={({ exerciseId }) => exerciseId}
              columns={[
                {
                  id: "exercise",
                  label: <W of="authoring.stats.exercise" />,
                  renderCell: ({ exerciseId, questionParts }) => (
                    <>
                      {exercises.findIndex((one) => one.exerciseId === exerciseId) + 1}.{" "}
                      <QuestionLine parts={questionParts} />
                    </>
                  ),
                },
                {
                  id: "learners",
                  label: <W of="authoring.stats.learners" />,
                  renderCell: (one) => one.learners,
                  isNumber: true,
                },
                {
                  id: "right",
                  label: <W of="authoring.stats.right" />,
                  renderCell: ({ firstTryRight }) =>
                    firstTryRight === null ? <W of="authoring.stats.few" /> : percent.format(firstTryRight),
                  isNumber: true,
                },
                {
                  id: "disputes",
                  label: <W of="authoring.stats.disputes" />,
                  renderCell: ({ disputes }) => disputes,
                  isNumber: true,
                },
              ]}
            />
          </>
        )
      }
    </QueryView>
  );
}
