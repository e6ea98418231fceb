import type { AttemptReceipt, ExercisePrompt, ExerciseResponse } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { ENGLISH } from "../../messages/catalogue.ts";
import type { MessageKey } from "../../messages/catalogue.ts";
import { T } from "../../messages/use-messages.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { SlipView } from "./slip-view.tsx";

const ICONS: Record<AttemptReceipt["verdict"]["outcome"], IconName> = {
  correct: "check",
  almost: "slip",
  wrong: "wrong",
  skipped: "lamp",
};

const ALSO_MAX = 3;

type WhyKey = Extract<MessageKey, `why.${string}`>;

function isWhy(key: string): key is WhyKey {
  return Object.hasOwn(ENGLISH.messages, key);
}

function answerLanguage(prompt: ExercisePrompt): Language {
  if (prompt.kind === "choice") return prompt.optionLanguage;
  if (prompt.kind === "dialogue") return prompt.lineLanguage;
  return prompt.kind === "match" ? prompt.rightLanguage : prompt.answerLanguage;
}

function writtenText(response: ExerciseResponse): string | null {
  if (response.kind === "order") return response.tokens.join(" ");
  return "text" in response ? response.text : null;
}

interface VerdictWordsProps {
  readonly prompt: ExercisePrompt;
  readonly response: ExerciseResponse;
  readonly receipt: AttemptReceipt;
  /** Whether it is asked again in this sitting where it was wrong. */
  readonly comesBack: boolean;
}

/** The verdict in words: whether it was right, where the slip is, and what else would have been right. */
export function VerdictWords({ prompt, response, receipt, comesBack }: VerdictWordsProps) {
  const { outcome, reason, nearest, edits, accepted } = receipt.verdict;
  const isRight = outcome === "correct" || outcome === "almost";
  const language = answerLanguage(prompt);
  const written = writtenText(response);
  const showsSlip = written !== null && nearest !== null && edits.length > 0;
  const answer = nearest ?? accepted[0] ?? null;
  const others = accepted.filter((form) => form !== answer && form !== written).slice(0, ALSO_MAX);
  const why = `why.${reason}`;
  const isSelfCheck = response.kind === "self_check";
  return (
    <div className="verdict-words">
      <p className={`verdict-title verdict-${outcome}`}>
        <Icon name={ICONS[outcome]} />
        <T of={isSelfCheck && isRight ? "verdict.knew" : `verdict.${outcome}`} />
        {receipt.xpEarned > 0 && (
          <span className="tag tag-ochre">
            <T of="verdict.xp" with={{ xp: receipt.xpEarned }} />
          </span>
        )}
      </p>
      {isWhy(why) && (
        <p>
          <T of={why} />
        </p>
      )}
      {showsSlip && <SlipView written={written} nearest={nearest} edits={edits} language={language} />}
      {!showsSlip && !isRight && answer !== null && (
        <p>
          <T of="verdict.answer" />{" "}
          <strong>
            <InLanguage language={language}>{answer}</InLanguage>
          </strong>
        </p>
      )}
      {others.length > 0 && (
        <p className="small">
          <T of="verdict.also" /> <InLanguage language={language}>{others.join(" · ")}</InLanguage>
        </p>
      )}
      {!isRight && (
        <p className="small soft">
          <T of={comesBack ? "verdict.comesBack" : "verdict.anotherTime"} />
        </p>
      )}
    </div>
  );
}
