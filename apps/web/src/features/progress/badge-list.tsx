import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BadgeMedal } from "./badge-medal.tsx";
import { BadgeWords } from "./badge-words.tsx";

/** Every badge, those earned first. */
export function BadgeList() {
  const { locale } = useMessages();
  const all = useQuery(trpc.badges.list.queryOptions());
  const mine = useQuery(trpc.badges.mine.queryOptions());
  const date = momentFormat(locale, { dateStyle: "medium" });
  return (
    <section className="section">
      <h2>
        <T of="progress.badges" />
      </h2>
      <QueryView query={all} loading={<Skeleton heights={[10]} />}>
        {({ items: badges }) => {
          const earned = new Map(mine.data?.items.map((badge) => [badge.id, badge.earnedAt]));
          const sorted = badges.toSorted((a, b) => Number(earned.has(b.id)) - Number(earned.has(a.id)));
          return (
            <ul className="badges">
              {sorted.map((badge) => {
                const earnedAt = earned.get(badge.id);
                return (
                  <li key={badge.id}>
                    <BadgeMedal icon={badge.icon} earned={earnedAt !== undefined} />
                    <BadgeWords badge={badge} />
                    {earnedAt === undefined ? (
                      <span className="tag">
                        <T of="progress.badge.open" />
                      </span>
                    ) : (
                      <span className="tag tag-ochre">
                        <T of="progress.badge.earned" with={{ date: date(earnedAt) }} />
                      </span>
                    )}
                  </li>
                );
              })}
            </ul>
          );
        }}
      </QueryView>
    </section>
  );
}
