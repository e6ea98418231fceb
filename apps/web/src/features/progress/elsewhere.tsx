import { useEffect, useState } from "react";
import { client, queryClient } from "../../api.ts";
import { idle } from "../../idle.ts";
import { T } from "../../messages/use-messages.tsx";
import { isGivenHere } from "../device/device-answers.ts";
import { BadgeMedal } from "./badge-medal.tsx";
import { BadgeWords } from "./badge-words.tsx";
import { useBadge } from "./use-badge.ts";
import "../sitting/summary.css";

const SHOWN_MS = 12_000;

interface News {
  readonly badgeIds: readonly string[];
  /** Points for answers that were accepted after all. */
  readonly credit: number;
}

const NO_NEWS: News = { badgeIds: [], credit: 0 };

/** What the same person earns without this page's doing: on another device, or by an author's decision. */
export function EarnedElsewhere() {
  const [news, setNews] = useState(NO_NEWS);

  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    const begin = async () => {
      await idle();
      const { followEvents } = await import("@fluentfusion/client/events");
      if (isOver) return;
      stop = followEvents(client, {
        url: "",
        onEvent: ({ type, attemptId, badgesEarned, xpEarned }) => {
          void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "summary" });
          const isCredit = type === "regrade";
          if (isGivenHere(attemptId) && !isCredit) return;
          const credit = isCredit ? Math.max(0, xpEarned) : 0;
          if (badgesEarned.length > 0 || credit > 0) setNews({ badgeIds: badgesEarned, credit });
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
    if (news === NO_NEWS) return;
    const timer = setTimeout(() => setNews(NO_NEWS), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news]);

  return (
    <div aria-live="polite">
      {news.credit > 0 && (
        <p className="new-badge" data-credit={news.credit}>
          <T of="flight.credited" with={{ xp: news.credit }} />
        </p>
      )}
      {news.badgeIds.map((id) => (
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
