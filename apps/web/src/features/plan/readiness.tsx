import type { Plan } from "@fluentfusion/contract";
import { useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { ReadinessChart } from "./readiness-chart.tsx";

type Estimate = NonNullable<Plan["readiness"]>;

const LOOKS: Record<Estimate["situations"][number]["status"], string> = {
  ON_TRACK: "tag tag-green",
  AT_RISK: "tag tag-ochre",
  NOT_REACHABLE: "tag tag-clay",
  NOT_ENOUGH_EVIDENCE: "tag",
};

/** What will be recalled on the day, or why that cannot be said. */
export function Readiness({ plan }: { plan: Plan }) {
  const { readiness, arrivalOn } = plan;
  if (readiness === null) return <NoReadiness arrivalOn={arrivalOn} />;
  const { situations, daysLeft, evidence } = readiness;
  const onTrack = situations.filter(({ status }) => status === "ON_TRACK").length;
  const isVague = situations.every(({ status }) => status === "NOT_ENOUGH_EVIDENCE");
  return (
    <section className="section">
      <div className="plan-head">
        <h2>
          <T of="plan.readiness" />
        </h2>
        <p className="plan-days">
          <T of="plan.days" with={{ count: Math.ceil(daysLeft) }} />
        </p>
      </div>
      <p>
        <strong>
          {isVague ? (
            <T of="plan.vague" />
          ) : (
            <T of="plan.summary" with={{ done: onTrack, total: situations.length }} />
          )}
        </strong>
      </p>
      <ReadinessChart situations={situations} />
      {!isVague && <Outlook situations={situations} />}
      <p className="small soft">
        <T of={`plan.evidence.${evidence}`} />
      </p>
    </section>
  );
}

/** What becomes of each situation, in words. */
function Outlook({ situations }: { situations: Estimate["situations"] }) {
  return (
    <ul className="plan-outlook">
      {situations.map(({ category, status }) => (
        <li key={category}>
          <span>
            <T of={`category.${category}`} />
          </span>
          <span className={LOOKS[status]} data-status={status}>
            <T of={`plan.status.${status}`} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function NoReadiness({ arrivalOn }: { arrivalOn: string | null }) {
  // A date ahead without an estimate means that there is no model; one in UTC's past may still be today here.
  const [now] = useState(() => Date.now());
  const isPast = arrivalOn !== null && Date.parse(`${arrivalOn}T23:59:59Z`) < now;
  const reason = arrivalOn === null ? "empty" : isPast ? "past" : "none";
  return (
    <EmptyNotice title={<T of={`plan.${reason}.title`} />}>
      <T of={`plan.${reason}.body`} />
    </EmptyNotice>
  );
}
