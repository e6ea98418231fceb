import { newId } from "@fluentfusion/client";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { client, queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { W } from "../staff/words.tsx";

/** What an empty lesson looks like; the checks say what is missing. */
const EMPTY = `title: { english: "", french: "" }
description: { english: "", french: "" }
minutes: 8
items:
  - { slot: 0, item: gre-001 }
`;

interface NewText {
  readonly name: string;
  readonly text: string;
}

/** Makes a text a draft and opens it. Tried again, it is the same one: what was stored without an answer is no second draft. */
export function useNewDraft() {
  const [, go] = useLocation();
  const begun = useRef<(NewText & { readonly id: string }) | null>(null);
  return useMutation({
    mutationFn: ({ name, text }: NewText) => {
      const isSame = begun.current?.name === name && begun.current.text === text;
      if (begun.current === null || !isSame) begun.current = { id: newId(), name, text };
      return client.api.author.import.mutate(begun.current);
    },
    onSuccess: async (draft) => {
      begun.current = null;
      await queryClient.invalidateQueries(trpc.author.drafts.queryFilter());
      go(`/authoring/drafts/${draft.id}`);
    },
  });
}

/** Begins a lesson that the course does not have, from nothing or from a file. */
export function NewDraft() {
  const [name, setName] = useState("");
  const make = useNewDraft();
  const begin = (text: string) => {
    if (!make.isPending && name !== "") make.mutate({ name, text });
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    begin(EMPTY);
  };
  return (
    <section className="section card">
      <h2>
        <W of="authoring.new" />
      </h2>
      <form className="staff-list" onSubmit={submit}>
        <Field
          label={<W of="authoring.lesson" />}
          hint={<W of="authoring.new.name" />}
          pattern="[a-z]+-[a-z]+-[1-9][0-9]?"
          maxLength={40}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={<W of="authoring.import" />}
          type="file"
          accept=".yaml,.yml,.json"
          onChange={(event) => {
            void event.target.files?.[0]?.text().then(begin);
          }}
        />
        <div>
          <Button type="submit" busy={make.isPending}>
            <W of="authoring.new.start" />
          </Button>
        </div>
      </form>
      {make.isError && <ErrorNotice error={make.error} />}
    </section>
  );
}
