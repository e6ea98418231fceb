import { newId } from "@fluentfusion/client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { trpc } from "../../api.ts";
import { useUser } from "../auth/session.tsx";
import { beginRecord } from "../sitting/sitting-record.ts";
import { keepSitting } from "../sitting/stored-sitting.ts";

type Mode = { mode: "lesson" | "practice"; lessonId: string } | { mode: "review"; minutes?: number };

/** Starts a sitting and goes there. The id is kept over repeats, so that a lost answer starts no second one. */
export function useStartSitting() {
  const [, go] = useLocation();
  const { id: ownerId } = useUser();
  const [id, setId] = useState(() => newId());
  const start = useMutation(
    trpc.session.start.mutationOptions({
      onSuccess: (sitting) => {
        keepSitting(beginRecord(sitting, ownerId));
        setId(newId());
        go(`/sittings/${sitting.id}`);
      },
    }),
  );
  const startSitting = (mode: Mode) => {
    if (!start.isPending) start.mutate({ id, ...mode });
  };
  return { startSitting, isStarting: start.isPending, error: start.error };
}
