import type { Recommendations } from "@fluentfusion/contract";
import { T, useMessages } from "../../messages/use-messages.tsx";

type Reason = Recommendations["items"][number]["reason"];

/** Why something is proposed, in words; a code that this page does not know yet gets a plain sentence. */
export function ReasonText({ reason }: { reason: Reason }) {
  const { locale } = useMessages();
  const { code, params } = reason;
  const score = new Intl.NumberFormat(locale, { style: "percent" }).format(
    Number(params["meanScore"] ?? 0) / 100,
  );
  switch (code) {
    case "EXCELLENT_PROGRESS":
    case "PRACTICE":
      return <T of={`reason.${code}`} with={{ score }} />;
    case "NEW_LEARNER":
    case "CONTINUE":
    case "REVIEW_DUE":
    case "WIDER":
      return <T of={`reason.${code}`} />;
    default:
      return <T of="reason.other" />;
  }
}
