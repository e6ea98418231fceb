import type { Recommendations } from "@fluentfusion/contract";
import { CATEGORIES } from "@fluentfusion/core";
import { T, useMessages } from "../../messages/use-messages.tsx";

type Reason = Recommendations["items"][number]["reason"];

/** Why something is proposed, in words; a code that this page does not know yet gets a plain sentence. */
export function ReasonText({ reason }: { reason: Reason }) {
  const { locale, within } = useMessages();
  const { code, params } = reason;
  const percent = (share: unknown) =>
    new Intl.NumberFormat(locale, { style: "percent" }).format(Number(share ?? 0));
  const category = CATEGORIES.find((known) => known === params["category"]);
  const situationIn = (sentence: "reason.TRIP_DEADLINE" | "reason.WEAK_SKILL" | "reason.GOAL_FIT") => ({
    situation: category === undefined ? "" : within(sentence, `category.${category}`),
  });
  switch (code) {
    case "EXCELLENT_PROGRESS":
    case "PRACTICE":
      return <T of={`reason.${code}`} with={{ score: percent(Number(params["meanScore"] ?? 0) / 100) }} />;
    case "READY_NEXT":
      return <T of="reason.READY_NEXT" with={{ percent: percent(params["pSuccess"]) }} />;
    case "TRIP_DEADLINE":
      return (
        <T
          of="reason.TRIP_DEADLINE"
          with={{ days: Math.ceil(Number(params["daysLeft"] ?? 0)), ...situationIn("reason.TRIP_DEADLINE") }}
        />
      );
    case "WEAK_SKILL": {
      const [right, answers] = [Number(params["right"] ?? 0), Number(params["answers"] ?? 0)];
      return <T of="reason.WEAK_SKILL" with={{ right, answers, ...situationIn("reason.WEAK_SKILL") }} />;
    }
    case "GOAL_FIT":
      return <T of="reason.GOAL_FIT" with={situationIn("reason.GOAL_FIT")} />;
    case "NEW_LEARNER":
    case "PLACED":
    case "CONTINUE":
    case "DUE_REVIEW":
    case "EXPLORE":
    case "WIDER":
      return <T of={`reason.${code}`} />;
    default:
      return <T of="reason.other" />;
  }
}
