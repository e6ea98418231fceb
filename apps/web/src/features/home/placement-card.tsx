import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import "./home.css";

/** Who has answered nothing yet may begin elsewhere than at the beginning. */
export function PlacementCard() {
  const { data } = useQuery(trpc.progress.summary.queryOptions());
  if (data === undefined || data.answers > 0) return null;
  return (
    <Link href="/placement" className="card side-link">
      <Icon name="compass" size={32} />
      <span>
        <strong>
          <T of="placement.card" />
        </strong>
        <span className="small soft">
          <T of="placement.card.body" />
        </span>
      </span>
      <Icon name="forward" size={20} />
    </Link>
  );
}
