import { T } from "../../messages/use-messages.tsx";
import { EMERGENCY_NUMBERS } from "./numbers.ts";

/** Whom to call: a touch dials. Such a fact shows its year, as everywhere in the course. */
export function EmergencyNumbers() {
  return (
    <section className="emergency-numbers" aria-labelledby="emergency-call">
      <p className="soft" id="emergency-call">
        <T of="emergency.call" />
      </p>
      <ul>
        {EMERGENCY_NUMBERS.map(({ number, sourceYear }) => (
          <li key={number}>
            <a className="card" href={`tel:${number}`}>
              <strong>{number}</strong>
              <T of={`emergency.call.${number}`} />
              <small className="soft">
                <T of="emergency.call.year" with={{ year: String(sourceYear) }} />
              </small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
