import { LIMITS } from "@fluentfusion/core";
import { T } from "../../messages/use-messages.tsx";
import { Field } from "../../ui/field.tsx";
import { PasswordField } from "./password-field.tsx";
import type { AccountDraft, DraftErrors } from "./register-draft.ts";

interface AccountFieldsProps {
  readonly draft: AccountDraft;
  readonly onChange: (part: Partial<AccountDraft>) => void;
  readonly errors: DraftErrors;
}

/** Name, email and password of a new account. */
export function AccountFields({ draft, onChange, errors }: AccountFieldsProps) {
  return (
    <>
      <Field
        label={<T of="auth.username" />}
        name="username"
        autoComplete="nickname"
        maxLength={LIMITS.usernameMaxChars}
        value={draft.username}
        onChange={(event) => onChange({ username: event.target.value })}
        error={errors.username && <T of={errors.username} />}
      />
      <Field
        label={<T of="auth.email" />}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={LIMITS.emailMaxChars}
        value={draft.email}
        onChange={(event) => onChange({ email: event.target.value })}
        error={errors.email && <T of={errors.email} />}
      />
      <PasswordField
        isNew
        value={draft.password}
        onChange={(password) => onChange({ password })}
        error={errors.password && <T of={errors.password} />}
      />
    </>
  );
}
