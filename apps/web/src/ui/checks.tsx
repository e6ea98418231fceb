import { type ReactNode, useId } from "react";
import "./field.css";

interface ChecksProps<Value extends string> {
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly values: readonly Value[];
  readonly onChange: (values: Value[]) => void;
}

/** Any of a few, as check boxes that look like keys; they keep the order of the options. */
export function Checks<Value extends string>({
  legend,
  hint,
  options,
  values,
  onChange,
}: ChecksProps<Value>) {
  const id = useId();
  const toggle = (value: Value) =>
    onChange(
      options
        .map((option) => option.value)
        .filter((one) => (one === value ? !values.includes(one) : values.includes(one))),
    );
  return (
    <fieldset className="choices" aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{legend}</legend>
      <div className="choices-row">
        {options.map(({ value, label }) => (
          <label key={value} className="choices-key">
            <input
              type="checkbox"
              name={value}
              checked={values.includes(value)}
              onChange={() => toggle(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
