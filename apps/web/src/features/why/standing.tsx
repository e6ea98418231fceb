import type { WhyNotAnswer } from "@fluentfusion/contract";
import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { anHour } from "./an-hour.ts";

const BLOCKS = ["OUTRANKED", "PREREQUISITES", "DONE", "DISMISSED", "EMPTY"] as const;
const NAMED_MAX = 5;

/** Where the lesson stands among the others, and the least that would put it first. */
export function Standing({ answer: { block, change, lessons } }: { answer: WhyNotAnswer }) {
  const { locale } = useMessages();
  const isFirst = block.code === "FIRST";
  const named = [block.params["by"], block.params["lessons"]].flat().filter((id) => id !== undefined);
  const value = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const known = BLOCKS.find((code) => code === block.code);
  return (
    <section className="card stack" data-block={block.code}>
      <div>
        <p>
          <strong>{isFirst ? <T of="choice.first" /> : <T of={`choice.block.${known ?? "other"}`} />}</strong>
        </p>
        <LessonLinks ids={named} of={lessons} />
      </div>
      {!isFirst && change !== null && (
        <>
          <h2 className="why-heading">
            <T of="choice.change" />
          </h2>
          <ul className="why-changes">
            {change.undismiss && (
              <li>
                <T of="choice.change.undismiss" />
              </li>
            )}
            {change.finish.length > 0 && (
              <li>
                <T of="choice.change.finish" />
                <LessonLinks ids={change.finish} of={lessons} />
              </li>
            )}
            {change.reopen && (
              <li>
                <T of="choice.change.reopen" />
              </li>
            )}
            {change.wish > 0 && (
              <li>
                <T of="choice.change.wish" with={{ value: value.format(anHour(change.wish)) }} />
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  );
}

interface LessonLinksProps {
  readonly ids: readonly string[];
  readonly of: WhyNotAnswer["lessons"];
}

/** The first of the lessons by their names, each a way to it. */
function LessonLinks({ ids, of }: LessonLinksProps) {
  const found = ids.slice(0, NAMED_MAX).flatMap((id) => of.find((lesson) => lesson.id === id) ?? []);
  if (found.length === 0) return null;
  return (
    <ul className="why-lessons">
      {found.map((lesson) => (
        <li key={lesson.id}>
          <Link href={`/lessons/${lesson.id}`}>
            <LessonTitle lesson={lesson} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
