import type { Badge } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";

/** A badge of the catalogue by its id; until the catalogue is there, the id stands for the name. */
export function useBadge(id: string): Badge {
  const catalogue = useQuery(trpc.badges.list.queryOptions());
  return (
    catalogue.data?.items.find((badge) => badge.id === id) ?? { id, name: id, description: "", icon: "star" }
  );
}
