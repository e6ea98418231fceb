import type { Draft } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useState } from "react";
import { useLocation } from "wouter";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useRested } from "../../ui/use-rested.ts";
import { SureDialog } from "../staff/sure-dialog.tsx";
import { useWords, W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { DiffView } from "./diff-view.tsx";
import { LessonHeading, useCourseTitles } from "./lesson-heading.tsx";
import { PreviewView } from "./preview-view.tsx";
import { ProblemList } from "./problem-list.tsx";
import { keepUnsaved, readUnsaved } from "./stored-draft.ts";

const CHECK_AFTER_MS = 600;

export default function DraftPage({ id }: { id: string }) {
  const { w } = useWords();
  const query = useQuery({ ...trpc.author.draft.queryOptions({ draftId: id }), staleTime: Infinity });
  const titleOf = useCourseTitles();
  const name = query.data?.name;
  const title = name === undefined ? null : titleOf(name);
  return (
    <AuthoringFrame
      title={title?.title ?? name ?? w("authoring.drafts")}
      header={name !== undefined && <LessonHeading name={name} title={title} />}
    >
      <QueryView query={query} loading={<Skeleton heights={[3, 24]} />}>
        {(draft) => <Editor key={draft.id} draft={draft} />}
      </QueryView>
    </AuthoringFrame>
  );
}

function Editor({ draft }: { draft: Draft }) {
  const { w } = useWords();
  const [, go] = useLocation();
  const field = useId();
  const [unsaved] = useState(() => readUnsaved(draft));
  const [text, setText] = useState(unsaved?.text ?? draft.text);
  // A text that was left unsaved goes on from the version that it was written on, whatever has been saved since.
  const [stored, setStored] = useState(unsaved === null ? draft : { ...draft, version: unsaved.version });
  const { name } = draft;
  const paused = useRested(text, CHECK_AFTER_MS);
  useEffect(() => {
    keepUnsaved(draft.id, text === stored.text ? null : { text, version: stored.version });
  }, [draft.id, text, stored]);
  const save = useMutation(
    trpc.author.saveDraft.mutationOptions({
      onSuccess: (saved) => {
        setStored(saved);
        queryClient.setQueryData(trpc.author.draft.queryKey({ draftId: saved.id }), saved);
        void queryClient.invalidateQueries(trpc.author.drafts.queryFilter());
      },
    }),
  );
  const remove = useMutation(
    trpc.author.deleteDraft.mutationOptions({
      onSuccess: async () => {
        keepUnsaved(draft.id, null);
        await queryClient.invalidateQueries(trpc.author.drafts.queryFilter());
        go("/authoring/drafts");
      },
    }),
  );
  const publish = useMutation(
    trpc.author.publish.mutationOptions({
      // It is published, and said to be, before everything that it changes has been asked for again.
      onSuccess: () => void queryClient.invalidateQueries(),
    }),
  );
  const isSaved = stored.text === text;
  const isBehind = stored.version < draft.version;
  const takeSaved = () => {
    setText(draft.text);
    setStored(draft);
  };
  const reading = { name, text: paused };
  return (
    <>
      <div className="columns">
        <div className="staff-list">
          <div className="field">
            <label htmlFor={field}>
              <W of="authoring.text" />
            </label>
            <textarea
              id={field}
              className="staff-text"
              spellCheck={false}
              autoCapitalize="off"
              aria-describedby={`${field}-hint`}
              maxLength={40_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <p className="field-hint" id={`${field}-hint`}>
              <W of="authoring.text.hint" />
            </p>
          </div>
          <div className="staff-keys">
            <Button
              busy={save.isPending}
              onClick={() => save.mutate({ id: draft.id, name, text, version: stored.version })}
            >
              <W of="authoring.save" />
            </Button>
            <span aria-live="polite" className="small soft">
              <W of={isSaved ? "authoring.saved" : "authoring.unsaved"} />
            </span>
            {isSaved && (
              <SureDialog
                label={<W of="authoring.publish" />}
                consequence={<W of="authoring.publish.sure" />}
                action={publish}
                onSure={(done) =>
                  publish.mutate({ draftId: draft.id, version: stored.version }, { onSuccess: done })
                }
              />
            )}
            <Button look="quiet" busy={remove.isPending} onClick={() => remove.mutate({ draftId: draft.id })}>
              <W of="authoring.delete" />
            </Button>
          </div>
          {publish.isSuccess && (
            <output>
              <strong>
                <W
                  of="authoring.published"
                  with={{ revision: publish.data.revision, count: publish.data.lessonsChanged }}
                />
              </strong>
            </output>
          )}
          {isBehind && (
            <div className="staff-list" aria-live="polite" data-behind>
              <p>
                <W of="authoring.behind" />
              </p>
              <div>
                <Button look="secondary" onClick={takeSaved}>
                  <W of="authoring.behind.take" />
                </Button>
              </div>
            </div>
          )}
          {save.isError && <ErrorNotice error={save.error} />}
          {remove.isError && <ErrorNotice error={remove.error} />}
        </div>
        <Tabs
          label={w("authoring.check")}
          tabs={[
            { id: "check", label: <W of="authoring.check" />, content: <ProblemList {...reading} /> },
            { id: "preview", label: <W of="authoring.preview" />, content: <PreviewView {...reading} /> },
            { id: "diff", label: <W of="authoring.diff" />, content: <DiffView {...reading} /> },
          ]}
        />
      </div>
    </>
  );
}
