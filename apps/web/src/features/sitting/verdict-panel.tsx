import type { ExercisePrompt } from "@fluentfusion/contract";
import { useEffect, useRef, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { Answer } from "./sitting-record.ts";
import { VerdictActions } from "./verdict-actions.tsx";
import { VerdictWords } from "./verdict-words.tsx";

/** After this long without a verdict the learner may go on: the answer is kept and sent again. */
const PATIENCE_MS = 4000;

interface VerdictPanelProps {
  readonly prompt: ExercisePrompt;
  readonly answer: Answer;
  /** Whether it is asked again in this sitting where it was wrong. */
  readonly comesBack: boolean;
  readonly onContinue: () => void;
  readonly onUndo: () => void;
}

export function VerdictPanel({ prompt, answer, comesBack, onContinue, onUndo }: VerdictPanelProps) {
  const [isPatient, setPatient] = useState(() => navigator.onLine);
  const foot = useRef<HTMLDivElement>(null);
  const isGraded = answer.receipt !== null;
  const canGoOn = isGraded || !isPatient;

  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (canGoOn) foot.current?.querySelector("button")?.focus();
  }, [canGoOn]);

  return (
    <div className="verdict">
      {answer.receipt ? (
        <div className="verdict-said">
          <VerdictWords
            prompt={prompt}
            response={answer.attempt.response}
            receipt={answer.receipt}
            comesBack={comesBack}
          />
          <VerdictActions answer={answer} onUndo={onUndo} />
        </div>
      ) : canGoOn ? (
        <div>
          <p className="verdict-title">
            <Icon name="cloud" />
            <T of="sitting.saved.title" />
          </p>
          <p>
            <T of="sitting.saved.body" />
          </p>
        </div>
      ) : (
        <p className="verdict-title">
          <Icon name="hourglass" />
          <T of="sitting.checking" />
        </p>
      )}
      {canGoOn && (
        <div ref={foot} className="verdict-continue">
          <Button wide onClick={onContinue}>
            <T of="sitting.continue" />
          </Button>
        </div>
      )}
    </div>
  );
}
