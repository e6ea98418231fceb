import type { ProgressSummary } from "@fluentfusion/contract";
import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** Lessons done in each situation; each leads to its lessons. */
export function Situations({ situations }: { situations: ProgressSummary["situations"] }) {
  const { t } = useMessages();
  return (
    <section className="section">
      <h2>
        <T of="progress.situations" />
      </h2>
      <ul className="situations">
        {situations.map(({ category, lessonsCompleted, lessonsTotal }) => {
          const label = t("progress.of", { done: lessonsCompleted, total: lessonsTotal });
          return (
            <li key={category}>
              <Link href={`/lessons?category=${category}`} className="situation">
                <span className="situation-picture">
                  <Imigongo motif={category} tile={24} />
                </span>
                <span className="situation-words">
                  <span className="situation-line">
                    <strong>
                      <T of={`category.${category}`} />
                    </strong>
                    <span className="small soft">{label}</span>
                  </span>
                  <ProgressBar
                    value={lessonsCompleted}
                    max={lessonsTotal}
                    label={`${t(`category.${category}`)}: ${label}`}
                  />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
