import { type ReactNode, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Field } from "../../ui/field.tsx";
import "./password-field.css";

interface PasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
  readonly label?: ReactNode;
  readonly error?: ReactNode;
}

/** Can be shown: on a phone that helps more than it hurts. */
export function PasswordField({ value, onChange, isNew = false, label, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div className="password-field">
      <Field
        label={label ?? <T of="auth.password" />}
        name="password"
        type={shown ? "text" : "password"}
        autoComplete={isNew ? "new-password" : "current-password"}
        hint={isNew && <T of="auth.password.hint" />}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
      <label className="password-field-show">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        <T of="auth.password.show" />
      </label>
    </div>
  );
}
