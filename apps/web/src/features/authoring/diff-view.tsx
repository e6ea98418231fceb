import type { LessonDiff } from "@fluentfusion/contract";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { W } from "../staff/words.tsx";
import { pairOfSlug } from "./preview-view.tsx";
import { ReadingView } from "./reading-view.tsx";
import { type Reading, useDiff } from "./use-reading.ts";

type LessonChange = LessonDiff["lessons"][number];
type Change = LessonChange["exercises"][number];

const LOOKS: Record<Change["kind"], string> = {
  new: "tag tag-green",
  removed: "tag tag-clay",
  cosmetic: "tag",
  accept_set: "tag tag-ochre",
  semantic: "tag tag-clay",
};

/** What publishing would change for those who learn, by pair of languages. */
export function DiffView(reading: Reading) {
  const query = useDiff(reading);
  return <ReadingView query={query}>{(diff) => <Diff diff={diff} />}</ReadingView>;
}

function Diff({ diff: { lessons, alsoIn } }: { diff: LessonDiff }) {
  return (
    <div className="staff-list" data-diff>
      {lessons.length === 0 && (
        <p>
          <W of="authoring.diff.none" />
        </p>
      )}
      {lessons.map((lesson) => (
        <section key={lesson.slug}>
          <h3 className="staff-change-head">
            <PairName slug={lesson.slug} />
          </h3>
          {lesson.isNew ? (
            <p className="small soft">
              <W of="authoring.diff.new" />
            </p>
          ) : (
            <>
              <FieldChanges lesson={lesson} />
              {lesson.exercises.map((change) => (
                <ChangeView key={change.number} change={change} />
              ))}
            </>
          )}
        </section>
      ))}
      {alsoIn.length > 0 && (
        <p>
          <W of="authoring.diff.also" with={{ lessons: alsoIn.join(", ") }} />
        </p>
      )}
    </div>
  );
}

/** Whose lesson it is: the part of its slug before its name, in words. */
function PairName({ slug }: { slug: string }) {
  const { within } = useMessages();
  const pair = pairOfSlug(slug);
  if (pair === undefined) return slug;
  const { targetLanguage, nativeLanguage } = pair;
  return (
    <T
      of="catalogue.pair"
      with={{
        target: within("catalogue.pair", `language.${targetLanguage}`),
        native: within("catalogue.pair", `language.${nativeLanguage}`),
      }}
    />
  );
}

const FIELDS = ["title", "description", "durationMinutes"] as const;

/** What learners read about the lesson: as it was, as it will be. */
function FieldChanges({ lesson: { fields, before, after } }: { lesson: LessonChange }) {
  return FIELDS.filter((field) => fields.includes(field)).map((field) => (
    <div key={field} className="staff-change">
      <span className="small soft">
        <W of={`authoring.field.${field}`} />
      </span>
      {before !== null && <del translate="no">{before[field]}</del>}
      <span translate="no">{after[field]}</span>
    </div>
  ));
}

function ChangeView({ change }: { change: Change }) {
  const { kind, before, after, added, removed } = change;
  return (
    <div className="staff-change">
      <div className="staff-keys">
        <span className={LOOKS[kind]}>
          <W of={`authoring.kind.${kind}`} />
        </span>
      </div>
      {before !== null && before !== after && <del translate="no">{before}</del>}
      {after !== null && <span translate="no">{after}</span>}
      {added.length > 0 && <ins translate="no">+ {added.join(" · ")}</ins>}
      {removed.length > 0 && <del translate="no">− {removed.join(" · ")}</del>}
    </div>
  );
}
