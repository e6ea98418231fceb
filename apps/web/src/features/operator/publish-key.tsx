import { LIMITS } from "@fluentfusion/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { Field } from "../../ui/field.tsx";
import { SureDialog } from "../staff/sure-dialog.tsx";
import { W } from "../staff/words.tsx";

/** Publishes a version of the learner model; one that is not shown to be as good as the published one needs a reason. */
export function PublishKey({ version, onPublished }: { version: number; onPublished: () => unknown }) {
  const [reason, setReason] = useState("");
  const publish = useMutation(trpc.admin.publishModel.mutationOptions({ onSuccess: onPublished }));
  const force = reason.trim() === "" ? undefined : { reason: reason.trim() };
  const isReasonNeeded =
    publish.error !== null && readError(publish.error).issues.some(({ path }) => path[0] === "force");
  return (
    <SureDialog
      label={<W of="operator.publish" />}
      consequence={<W of="operator.publish.sure" />}
      look="quiet"
      action={publish}
      onSure={(done) => publish.mutate({ version, force }, { onSuccess: done })}
    >
      <Field
        label={<W of="operator.publish.reason" />}
        error={isReasonNeeded ? <W of="operator.publish.needed" /> : undefined}
        value={reason}
        maxLength={LIMITS.deedReasonMaxChars}
        onChange={(event) => setReason(event.target.value)}
      />
    </SureDialog>
  );
}
