import { LIMITS } from "@fluentfusion/core";
import { newId } from "@fluentfusion/client";
import { useId, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { keepEvents, sendKept } from "../device/device-answers.ts";
import { deviceOwner } from "../device/device-store.ts";
import type { Answer } from "./sitting-record.ts";

interface VerdictActionsProps {
  readonly answer: Answer;
  readonly onUndo: () => void;
}

/** What can still be said about an answer that was graded: that it was a mistake, or that the verdict is. */
export function VerdictActions({ answer, onUndo }: VerdictActionsProps) {
  const [state, setState] = useState<"closed" | "open" | "sent">("closed");
  const { response } = answer.attempt;
  const isOwnWords = "text" in response || "tokens" in response;
  const canDisagree = isOwnWords && answer.receipt?.verdict.outcome === "wrong" && state === "closed";
  return (
    <>
      {state === "open" && <Reason attemptId={answer.attempt.id} onSent={() => setState("sent")} />}
      {state === "sent" && (
        <p>
          <T of="verdict.disagreed" />
        </p>
      )}
      {state !== "open" && (
        <div className="verdict-actions">
          {state === "closed" && (
            <Button look="quiet" icon="undo" onClick={onUndo}>
              <T of="verdict.undo" />
            </Button>
          )}
          {canDisagree && (
            <Button look="quiet" onClick={() => setState("open")}>
              <T of="verdict.disagree" />
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** The same function at every rendering, so that the focus is given once. */
const focus = (field: HTMLTextAreaElement | null) => field?.focus();

function Reason({ attemptId, onSent }: { attemptId: string; onSent: () => void }) {
  const field = useId();
  const [owner] = useState(deviceOwner);
  const [reason, setReason] = useState("");
  const [hasFailed, setFailed] = useState(false);
  const send = async () => {
    try {
      await keepEvents(owner, [{ type: "dispute", id: newId(), attemptId, reason: reason.trim() }]);
    } catch {
      setFailed(true);
      return;
    }
    void sendKept();
    onSent();
  };
  return (
    <div className="verdict-reason field">
      <label htmlFor={field}>
        <T of="verdict.reason" />
      </label>
      <textarea
        id={field}
        rows={2}
        maxLength={LIMITS.disputeReasonMaxChars}
        value={reason}
        ref={focus}
        onChange={(event) => setReason(event.target.value)}
      />
      {hasFailed && (
        <p className="field-error" role="alert">
          <T of="error.OTHER" />
        </p>
      )}
      <div>
        <Button look="secondary" onClick={() => void send()}>
          <T of="verdict.disagree.send" />
        </Button>
      </div>
    </div>
  );
}
