import type { Plan, SetPlanInput } from "@fluentfusion/contract";
import { CATEGORIES, localDay } from "@fluentfusion/core";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Checks } from "../../ui/checks.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { useUser } from "../auth/session.tsx";

export function PlanForm({ plan }: { plan: Plan }) {
  const { timeZone } = useUser();
  const [today] = useState(() => localDay(Date.now(), timeZone));
  const [draft, setDraft] = useState<SetPlanInput>({
    arrivalOn: plan.arrivalOn,
    minutesPerDay: plan.minutesPerDay,
    situations: plan.situations,
  });
  const save = useMutation(
    trpc.plan.set.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(trpc.plan.get.queryKey(), saved);
        // Lessons are chosen for the day of arrival.
        void queryClient.invalidateQueries(trpc.recommendations.pathFilter());
      },
    }),
  );
  const change = (part: Partial<SetPlanInput>) => {
    save.reset();
    setDraft({ ...draft, ...part });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(draft);
  };
  const clear = () => {
    const without = { ...draft, arrivalOn: null };
    setDraft(without);
    save.mutate(without);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label={<T of="plan.date" />}
        type="date"
        min={today}
        value={draft.arrivalOn ?? ""}
        onChange={(event) => change({ arrivalOn: event.target.value === "" ? null : event.target.value })}
      />
      <NumberField
        label={<T of="plan.minutes" />}
        hint={<T of="plan.minutes.hint" />}
        value={draft.minutesPerDay}
        min={1}
        max={240}
        onChange={(minutesPerDay) => change({ minutesPerDay })}
      />
      <Checks
        legend={<T of="plan.situations" />}
        hint={<T of="plan.situations.hint" />}
        options={CATEGORIES.map((value) => ({ value, label: <T of={`category.${value}`} /> }))}
        values={draft.situations ?? []}
        onChange={(situations) => change({ situations })}
      />
      {save.isError && <ErrorNotice error={save.error} />}
      <div className="row">
        <Button type="submit" busy={save.isPending}>
          <T of="plan.save" />
        </Button>
        {plan.arrivalOn !== null && (
          <Button look="quiet" busy={save.isPending} onClick={clear}>
            <T of="plan.clear" />
          </Button>
        )}
        <p aria-live="polite">{save.isSuccess && <T of="profile.saved" />}</p>
      </div>
    </form>
  );
}
