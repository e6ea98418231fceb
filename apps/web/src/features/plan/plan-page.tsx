import { Skeleton } from "../../ui/skeleton.tsx";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useUser } from "../auth/session.tsx";
import { PlanForm } from "./plan-form.tsx";
import { Readiness } from "./readiness.tsx";
import { usePlan } from "./use-plan.ts";
import "./plan.css";

/** The day of arrival, what one can spare until then, and what will be in one's head on it. */
export default function PlanPage() {
  const { t } = useMessages();
  const { userType } = useUser();
  const query = usePlan();
  return (
    <Page title={t("plan.title")}>
      <p className="soft">
        <T of={`plan.lead.${userType}`} />
      </p>
      <QueryView query={query} loading={<Skeleton heights={[12, 20]} />}>
        {(plan) => (
          <div className="plan">
            <section className="section card">
              <PlanForm plan={plan} />
            </section>
            <Readiness plan={plan} />
          </div>
        )}
      </QueryView>
    </Page>
  );
}
