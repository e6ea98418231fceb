import type { ReviewSettings } from "@fluentfusion/contract";
import { localDay } from "@fluentfusion/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { client, queryClient, trpc } from "../../api.ts";
import { dayFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useUser } from "../auth/session.tsx";

const KEY = ["review-settings"];
const READ_AGAIN = 3;

/** How many reviews a day brings, how what is overdue is caught up, and a rest from all of it. */
export function ReviewSettingsForm() {
  // The procedure reads when nothing is to be changed; the client repeats no procedure that can change something.
  const query = useQuery({
    queryKey: KEY,
    queryFn: () => client.api.reviews.settings.mutate({}),
    retry: READ_AGAIN,
  });
  return (
    <QueryView query={query} loading={<Skeleton heights={[4, 4, 4]} />}>
      {(settings) => <SettingsFields settings={settings} />}
    </QueryView>
  );
}

function SettingsFields({ settings }: { settings: ReviewSettings }) {
  const { locale } = useMessages();
  const { timeZone } = useUser();
  const [draft, setDraft] = useState(settings);
  const [today] = useState(() => localDay(Date.now(), timeZone));
  const save = useMutation(
    trpc.reviews.settings.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(KEY, saved);
        void queryClient.invalidateQueries(trpc.reviews.pathFilter());
        // The card at home invites to what the settings leave.
        void queryClient.invalidateQueries(trpc.recommendations.pathFilter());
      },
    }),
  );
  const change = (part: Partial<ReviewSettings>) => {
    save.reset();
    setDraft({ ...draft, ...part });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(draft);
  };
  const { pausedUntil } = settings;
  const isResting = pausedUntil !== null && pausedUntil >= today;
  return (
    <form className="stack" onSubmit={submit}>
      {isResting && (
        <div className="row">
          <p className="tag tag-ochre">
            <T of="reviews.paused" with={{ date: dayFormat(locale, { dateStyle: "medium" })(pausedUntil) }} />
          </p>
          <Button
            look="quiet"
            busy={save.isPending}
            onClick={() => {
              const ended = { ...draft, pausedUntil: null };
              setDraft(ended);
              save.mutate(ended);
            }}
          >
            <T of="reviews.resume" />
          </Button>
        </div>
      )}
      <div className="reviews-fields">
        <NumberField
          label={<T of="reviews.cap" />}
          value={draft.dailyCap}
          min={1}
          max={500}
          onChange={(dailyCap) => change({ dailyCap })}
        />
        <NumberField
          label={<T of="reviews.catchUp" />}
          value={draft.catchUpDays}
          min={1}
          max={30}
          onChange={(catchUpDays) => change({ catchUpDays })}
        />
        <Field
          label={<T of="reviews.pausedUntil" />}
          hint={<T of="reviews.pausedUntil.hint" />}
          type="date"
          min={today}
          value={draft.pausedUntil ?? ""}
          onChange={(event) => change({ pausedUntil: event.target.value === "" ? null : event.target.value })}
        />
      </div>
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="row">
        <Button type="submit" look="secondary" busy={save.isPending}>
          <T of="profile.save" />
        </Button>
        <p aria-live="polite">{save.isSuccess && <T of="profile.saved" />}</p>
      </div>
    </form>
  );
}
