import { newId } from "@fluentfusion/client";
import type { ExerciseResponse, Placement } from "@fluentfusion/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { client, queryClient, trpc } from "../../api.ts";
import { useUser } from "../auth/session.tsx";
import { readError } from "../../app-error.ts";
import { readStored, writeStored } from "../../ui/stored.ts";

const STORED = "ff.placement";

/** A stored test belongs to one person and one course; another one starts anew. */
function storedTest(course: string): string | null {
  const [owner, id] = (readStored(STORED) ?? "").split(" ");
  return owner === course && id ? id : null;
}

/** The test on this device: begun, gone on with after a reload, answered, contested. */
export function usePlacement() {
  const { id: userId, targetLanguage, nativeLanguage } = useUser();
  const course = `${userId}/${targetLanguage}/${nativeLanguage}`;
  const [id, setId] = useState(() => storedTest(course));
  const key = trpc.placement.result.queryKey({ placementId: id ?? "" });
  const query = useQuery({
    queryKey: key,
    queryFn: async () => {
      try {
        return await client.api.placement.result.query({ placementId: id ?? "" });
      } catch (error) {
        // A test that the server does not know is none.
        if (readError(error).code === "NOT_FOUND") return null;
        throw error;
      }
    },
    enabled: id !== null,
  });
  const keep = (placement: Placement) => {
    queryClient.setQueryData(trpc.placement.result.queryKey({ placementId: placement.id }), placement);
    writeStored(STORED, `${course} ${placement.id}`);
    setId(placement.id);
    // Where to begin changes what is proposed.
    if (placement.next === null) void queryClient.invalidateQueries(trpc.recommendations.pathFilter());
  };
  const [freshId, setFreshId] = useState(() => newId());
  const start = useMutation(
    trpc.placement.start.mutationOptions({
      onSuccess: (placement) => {
        setFreshId(newId());
        keep(placement);
      },
    }),
  );
  const answer = useMutation(trpc.placement.answer.mutationOptions({ onSuccess: keep }));
  const contest = useMutation(trpc.placement.contest.mutationOptions({ onSuccess: keep }));
  return {
    query,
    isBegun: id !== null,
    start: { ...start, begin: () => start.isPending || start.mutate({ id: freshId }) },
    answer: {
      ...answer,
      give: (placement: Placement, response: ExerciseResponse) => {
        if (placement.next === null || answer.isPending) return;
        answer.mutate({ placementId: placement.id, exerciseId: placement.next.id, response });
      },
    },
    contest,
  };
}
