import { isErrorCode } from "@fluentfusion/client";
import { LIMITS } from "@fluentfusion/core";
import type { TokenScope } from "@fluentfusion/contract";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { ShowOnce } from "../../ui/show-once.tsx";

const SCOPES = [
  { value: "read", label: <T of="profile.tokens.scope.read" /> },
  { value: "write", label: <T of="profile.tokens.scope.write" /> },
] as const satisfies readonly { value: TokenScope; label: unknown }[];

/** Makes a token, and shows it this once. */
export function NewToken() {
  const [name, setName] = useState("");
  const [scope, setScope] = useState<TokenScope>("read");
  const [days, setDays] = useState(90);
  const make = useMutation(
    trpc.auth.createToken.mutationOptions({
      onSuccess: () => {
        setName("");
        return queryClient.invalidateQueries(trpc.auth.tokens.queryFilter());
      },
    }),
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!make.isPending && name.trim() !== "") make.mutate({ name, scope, days });
  };
  return (
    <>
      <form className="stack" onSubmit={submit}>
        <Field
          label={<T of="profile.tokens.name" />}
          name="token"
          maxLength={LIMITS.tokenNameMaxChars}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Choices
          legend={<T of="profile.tokens.scope" />}
          options={SCOPES}
          value={scope}
          onChange={setScope}
        />
        <NumberField
          label={<T of="profile.tokens.days" />}
          value={days}
          min={1}
          max={365}
          onChange={setDays}
        />
        <div>
          <Button type="submit" busy={make.isPending}>
            <T of="profile.tokens.new" />
          </Button>
        </div>
      </form>
      {make.isError && <NotMade error={make.error} />}
      {make.isSuccess && (
        <ShowOnce
          note={<T of="profile.tokens.once" />}
          secret={make.data.token}
          copy={<T of="profile.tokens.copy" />}
          copied={<T of="profile.tokens.copied" />}
        />
      )}
    </>
  );
}

/** There may be so many tokens that no further one is made; that is not about the account's rights. */
function NotMade({ error }: { error: unknown }) {
  const tokensMax = isErrorCode(error, "FORBIDDEN") ? error.data.params.tokensMax : undefined;
  if (tokensMax === undefined) return <ErrorNotice error={error} />;
  return (
    <p className="notice notice-error" role="alert">
      <T of="profile.tokens.full" with={{ count: tokensMax }} />
    </p>
  );
}
