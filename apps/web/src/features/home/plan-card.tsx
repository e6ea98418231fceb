import { Link } from "wouter";
import { T } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import { usePlan } from "../plan/use-plan.ts";
import "./home.css";

/** How far the day of arrival is, or that one can be set; nothing until that is known. */
export function PlanCard() {
  const plan = usePlan().data;
  if (plan === undefined) return null;
  const { readiness } = plan;
  return (
    <Link href="/plan" className="card side-link">
      <Icon name="calendar" size={32} />
      <span>
        <strong>
          {readiness === null ? (
            <T of="plan.card.open" />
          ) : (
            <T of="plan.days" with={{ count: Math.ceil(readiness.daysLeft) }} />
          )}
        </strong>
        <span className="small soft">
          <T of={readiness === null ? "plan.card.body" : "plan.card.see"} />
        </span>
      </span>
      <Icon name="forward" size={20} />
    </Link>
  );
}
