import type { User } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { readError } from "../../app-error.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, SelectField } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { LearnerChoices } from "../auth/learner-choices.tsx";
import { serverErrors } from "../auth/register-draft.ts";
import { useSession } from "../auth/session.tsx";

/** The zones of this browser, and the learner's own even if the browser has another name for it. */
function timeZones(own: string): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  return zones.includes(own) ? zones : [own, ...zones];
}

export function LearningForm({ user }: { user: User }) {
  const { setUser } = useSession();
  const [draft, setDraft] = useState({
    username: user.username,
    userType: user.userType,
    targetLanguage: user.targetLanguage,
    nativeLanguage: user.nativeLanguage,
    timeZone: user.timeZone,
  });
  const save = useMutation(
    trpc.me.update.mutationOptions({
      onSuccess: (saved) => {
        setUser(saved);
        void queryClient.invalidateQueries();
      },
    }),
  );
  const change = (part: Partial<typeof draft>) => {
    save.reset();
    setDraft({ ...draft, ...part });
  };
  const isSame = draft.targetLanguage === draft.nativeLanguage;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, ...learning } = draft;
    // A guest has no name of their own yet.
    const name = user.isGuest ? {} : { username: username.trim() };
    if (!isSame && !save.isPending) save.mutate({ ...learning, ...name });
  };
  const errors = save.isError ? serverErrors(readError(save.error)) : {};

  return (
    <form className="stack" onSubmit={submit}>
      {!user.isGuest && (
        <Field
          label={<T of="auth.username" />}
          name="username"
          autoComplete="nickname"
          maxLength={LIMITS.usernameMaxChars}
          value={draft.username}
          onChange={(event) => change({ username: event.target.value })}
          error={errors.username && <T of={errors.username} />}
        />
      )}
      <LearnerChoices draft={draft} onChange={change} error={isSame && <T of="auth.sameLanguage" />} />
      <SelectField
        label={<T of="profile.timeZone" />}
        value={draft.timeZone}
        onChange={(event) => change({ timeZone: event.target.value })}
      >
        {timeZones(user.timeZone).map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      {save.isError && errors.username === undefined && <ErrorNotice error={save.error} />}
      <div className="row">
        <Button type="submit" busy={save.isPending}>
          <T of="profile.save" />
        </Button>
        <p aria-live="polite">{save.isSuccess && <T of="profile.saved" />}</p>
      </div>
    </form>
  );
}
