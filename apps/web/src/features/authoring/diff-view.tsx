import type { LessonDiff } from "@fluentfusion/contract";
import { Skeleton } from "../../ui/skeleton.tsx";
import { W } from "../staff/words.tsx";
import { type Reading, useDiff } from "./use-reading.ts";

type Change = LessonDiff["lessons"][number]["exercises"][number];

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
  if (query.isPending) return <Skeleton heights={[3, 6, 6]} />;
  if (query.isError) {
    return (
      <p className="soft">
        <W of="authoring.preview.none" />
      </p>
    );
  }
  const { lessons, alsoIn } = query.data;
  return (
    <div className="staff-list" data-diff>
      {lessons.length === 0 && (
        <p>
          <W of="authoring.diff.none" />
        </p>
      )}
      {lessons.map(({ slug, isNew, fields, exercises }) => (
        <section key={slug}>
          <h3 className="staff-change-head">{slug}</h3>
          <p className="small soft">
            {isNew ? <W of="authoring.diff.new" /> : <span lang="en">{fields.join(", ")}</span>}
          </p>
          {!isNew && exercises.map((change) => <ChangeView key={change.number} change={change} />)}
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

function ChangeView({ change }: { change: Change }) {
  const { number, kind, before, after, added, removed } = change;
  return (
    <div className="staff-change">
      <div className="staff-keys">
        <span>#{number}</span>
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
