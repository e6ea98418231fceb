import { useEffect, useState } from "react";
import { client, queryClient } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { BadgeMedal } from "./badge-medal.tsx";
import { BadgeWords } from "./badge-words.tsx";
import { useBadge } from "./use-badge.ts";
import "../sitting/summary.css";

const SHOWN_MS = 12_000;

/** What the same person earns on another device while this page is open. */
export function EarnedElsewhere() {
  const [badgeIds, setBadgeIds] = useState<readonly string[]>([]);

  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    const begin = async () => {
      const { followEvents } = await import("@fluentfusion/client/events");
      if (isOver) return;
      stop = followEvents(client, {
        url: "",
        onEvent: ({ badgesEarned }) => {
          void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "summary" });
          if (badgesEarned.length > 0) setBadgeIds(badgesEarned);
        },
      });
    };
    // The app works without it: what was missed shows with the next page.
    begin().catch(() => undefined);
    return () => {
      isOver = true;
      stop?.();
    };
  }, []);

  useEffect(() => {
    if (badgeIds.length === 0) return;
    const timer = setTimeout(() => setBadgeIds([]), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [badgeIds]);

  return (
    <div aria-live="polite">
      {badgeIds.map((id) => (
        <Earned key={id} id={id} />
      ))}
    </div>
  );
}

function Earned({ id }: { id: string }) {
  const badge = useBadge(id);
  return (
    <div className="new-badge" data-badge={id}>
      <BadgeMedal icon={badge.icon} earned />
      <div>
        <p className="tag tag-ochre">
          <T of="flight.badge" />
        </p>
        <BadgeWords badge={badge} />
      </div>
    </div>
  );
}
