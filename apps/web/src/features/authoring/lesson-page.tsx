import { useMutation } from "@tanstack/react-query";
import { client } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { saveFile } from "../staff/save-file.ts";
import { W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { LessonHeading, useCourseTitles } from "./lesson-heading.tsx";
import { LessonStats } from "./lesson-stats.tsx";
import { useNewDraft } from "./new-draft.tsx";
import { Revisions } from "./revisions.tsx";

/** One lesson of the course for its authors: write on it, look back, see how it goes. */
export default function AuthoredLessonPage({ name }: { name: string }) {
  const title = useCourseTitles()(name);
  const draft = useNewDraft();
  const edit = useMutation({
    mutationFn: () => client.api.author.export.query({ name }),
    onSuccess: ({ text }) => draft.mutate({ name, text }),
  });
  const download = useMutation({
    mutationFn: async () => saveFile(await client.api.author.export.query({ name })),
  });
  const failed = [edit, draft, download].find(({ isError }) => isError);
  return (
    <AuthoringFrame title={title?.title ?? name} header={<LessonHeading name={name} title={title} />}>
      <div className="staff-keys">
        <Button busy={edit.isPending || draft.isPending} onClick={() => edit.mutate()}>
          <W of="authoring.edit" />
        </Button>
        <Button look="secondary" icon="download" busy={download.isPending} onClick={() => download.mutate()}>
          <W of="authoring.export" />
        </Button>
      </div>
      {failed && <ErrorNotice error={failed.error} />}
      <Revisions name={name} />
      <LessonStats name={name} />
    </AuthoringFrame>
  );
}
