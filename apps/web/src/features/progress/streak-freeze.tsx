import { newId } from "@fluentfusion/client";
import { localDay } from "@fluentfusion/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { dayFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { useUser } from "../auth/session.tsx";
import { addDays } from "./calendar.ts";

/** Offers to bridge the last missed day; nothing where none was missed. */
export function StreakFreeze() {
  const { locale } = useMessages();
  const { timeZone } = useUser();
  const [today] = useState(() => localDay(Date.now(), timeZone));
  const [id] = useState(() => newId());
  const report = useQuery(trpc.progress.report.queryOptions({ from: addDays(today, -3), to: today }));
  const bridge = useMutation(
    // A procedure by its name, no hook.
    // oxlint-disable-next-line react/hooks
    trpc.streak.useFreeze.mutationOptions({ onSuccess: () => void queryClient.invalidateQueries() }),
  );
  const active = new Set(report.data?.days.map(({ day }) => day));
  // A gap is worth bridging where days before it count.
  const missed = [addDays(today, -1), addDays(today, -2)].find(
    (day) => !active.has(day) && active.has(addDays(day, -1)),
  );
  if (bridge.isSuccess) {
    return (
      <p aria-live="polite" className="tag tag-green">
        <T of="streak.bridged" />
      </p>
    );
  }
  if (report.data === undefined || missed === undefined) return null;
  return (
    <div className="freeze card">
      {bridge.isError && <ErrorNotice error={bridge.error} />}
      <p>
        <T of="streak.freezes.hint" />
      </p>
      <Button look="secondary" busy={bridge.isPending} onClick={() => bridge.mutate({ id, day: missed })}>
        <T of="streak.bridge" with={{ date: dayFormat(locale, { dateStyle: "medium" })(missed) }} />
      </Button>
    </div>
  );
}
