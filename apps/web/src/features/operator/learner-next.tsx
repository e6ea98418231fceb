import type { LearnerView } from "@fluentfusion/contract";
import { DataTable } from "../../ui/data-table.tsx";
import { ReasonText } from "../home/reason-text.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { useWords, W } from "../staff/words.tsx";

/** The lessons that the learner is offered now, each with the sentence that says why. */
export function LearnerNext({ next }: { next: LearnerView["next"] }) {
  const { locale } = useWords();
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <section className="section">
      <h2>
        <W of="operator.look.next" />
      </h2>
      <p className="small soft">
        <W of="operator.look.policy" with={{ policy: next.policy }} />
      </p>
      {next.items.length === 0 ? (
        <p className="soft">
          <W of="operator.look.next.none" />
        </p>
      ) : (
        <DataTable
          stacks
          caption={<W of="operator.look.next" />}
          hidesCaption
          rows={next.items}
          keyOf={({ lesson }) => lesson.id}
          columns={[
            {
              id: "lesson",
              label: <W of="operator.look.lesson" />,
              renderCell: ({ lesson }) => <LessonTitle lesson={lesson} />,
            },
            {
              id: "reason",
              label: <W of="operator.look.told" />,
              renderCell: ({ reason }) => <ReasonText reason={reason} />,
            },
            {
              id: "confidence",
              label: <W of="operator.look.confidence" />,
              renderCell: ({ confidence }) => percent.format(confidence),
              isNumber: true,
            },
          ]}
        />
      )}
    </section>
  );
}
