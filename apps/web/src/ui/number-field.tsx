import { NumberField as Base } from "@base-ui/react/number-field";
import { type ReactNode, useId } from "react";
import { useMessages } from "../messages/use-messages.tsx";
import "./field.css";

interface NumberFieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** A number within bounds, by keys to press or by writing it. */
export function NumberField({ label, hint, value, min, max, step = 1, onChange }: NumberFieldProps) {
  const { t, locale } = useMessages();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Base.Root
        id={id}
        value={value}
        min={min}
        max={max}
        step={step}
        locale={locale}
        onValueChange={(next) => next !== null && onChange(next)}
      >
        <Base.Group className="number-field">
          <Base.Decrement className="number-key" aria-label={t("app.less")}>
            −
          </Base.Decrement>
          <Base.Input className="number-input" aria-describedby={hint ? `${id}-hint` : undefined} />
          <Base.Increment className="number-key" aria-label={t("app.more")}>
            +
          </Base.Increment>
        </Base.Group>
      </Base.Root>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
