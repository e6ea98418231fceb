import { T } from "../../messages/use-messages.tsx";
import { Field } from "../../ui/field.tsx";

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What the authenticator app shows now; phones fill it in by themselves. */
export function CodeField({ value, onChange }: CodeFieldProps) {
  return (
    <Field
      label={<T of="auth.code" />}
      hint={<T of="auth.code.hint" />}
      name="code"
      inputMode="text"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
