import type { LearnerView } from "@fluentfusion/contract";
import { DataTable } from "../../ui/data-table.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";

type Answer = LearnerView["answers"][number];

/** What was written or chosen; places of options say nothing to a reader. */
function wordsOf({ response }: Answer): string {
  if ("text" in response) return response.text;
  return "tokens" in response ? response.tokens.join(" ") : "–";
}

/** The newest answers, with what became of each. */
export function LearnerAnswers({ answers }: { answers: readonly Answer[] }) {
  const { w, locale } = useWords();
  const date = momentFormat(locale, { dateStyle: "short", timeStyle: "short" });
  return (
    <section className="section">
      <h2>
        <W of="operator.look.answers" />
      </h2>
      {answers.length === 0 ? (
        <p className="soft">
          <W of="operator.look.answers.none" />
        </p>
      ) : (
        <DataTable
          stacks
          first={8}
          caption={<W of="operator.look.answers" />}
          hidesCaption
          rows={answers}
          keyOf={({ id }) => id}
          columns={[
            {
              id: "when",
              label: <W of="operator.when" />,
              renderCell: ({ answeredAt }) => date(answeredAt),
            },
            {
              id: "kind",
              label: <W of="operator.look.kind" />,
              renderCell: ({ response }) => <W of={`operator.kind.${response.kind}`} />,
            },
            {
              id: "words",
              label: <W of="operator.look.words" />,
              renderCell: (answer) => (
                <InLanguage language={answer.answerLanguage}>{wordsOf(answer)}</InLanguage>
              ),
            },
            {
              id: "outcome",
              label: <W of="operator.look.outcome" />,
              renderCell: ({ outcome, undone }) =>
                w(undone ? "operator.outcome.undone" : `operator.outcome.${outcome}`),
            },
          ]}
        />
      )}
    </section>
  );
}
