import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { client } from "../../api.ts";

export interface Reading {
  readonly name: string;
  readonly text: string;
}

type Pair = Omit<Parameters<typeof client.api.author.preview.mutate>[0], keyof Reading>;

/** They change nothing, and are mutations only because a text is too long for an address: here they are queries. */
export function useValidation(reading: Reading) {
  return useQuery({
    queryKey: ["authoring", "validate", reading],
    queryFn: () => client.api.author.validate.mutate(reading),
    placeholderData: keepPreviousData,
  });
}

export function usePreview(reading: Reading, pair: Pair) {
  return useQuery({
    queryKey: ["authoring", "preview", reading, pair],
    queryFn: () => client.api.author.preview.mutate({ ...reading, ...pair }),
  });
}

export function useDiff(reading: Reading) {
  return useQuery({
    queryKey: ["authoring", "diff", reading],
    queryFn: () => client.api.author.diff.mutate(reading),
  });
}
