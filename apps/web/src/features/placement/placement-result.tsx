import type { Placement } from "@fluentfusion/contract";
import { DIFFICULTIES, type Difficulty } from "@fluentfusion/core";
import { useState } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import type { usePlacement } from "./use-placement.ts";

interface PlacementResultProps {
  readonly placement: Placement;
  readonly contest: ReturnType<typeof usePlacement>["contest"];
  readonly onAgain: () => void;
}

/** No test is ever quite sure. */
function nearly(probability: number, percent: Intl.NumberFormat): string {
  if (probability > 0.99) return `> ${percent.format(0.99)}`;
  if (probability < 0.01) return `< ${percent.format(0.01)}`;
  return percent.format(probability);
}

/** Where to begin, how sure that is, and a way to say otherwise. */
export function PlacementResult({ placement, contest, onAgain }: PlacementResultProps) {
  const { t, locale } = useMessages();
  const { difficulty, probabilities, questions, contestable } = placement;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <>
      <section className="section card placement-result" data-level={difficulty}>
        <h2>
          <T of="placement.result" />
        </h2>
        <p>
          <T of="placement.result.body" with={{ level: t(`difficulty.${difficulty}`), count: questions }} />
        </p>
        <h3>
          <T of="placement.chances" />
        </h3>
        <ul className="placement-chances">
          {DIFFICULTIES.map((level) => (
            <li key={level}>
              <span>
                <T of={`difficulty.${level}`} />
              </span>
              <ProgressBar value={probabilities[level]} max={1} label={t(`difficulty.${level}`)} />
              <strong>{nearly(probabilities[level], percent)}</strong>
            </li>
          ))}
        </ul>
        <div className="row">
          <ButtonLink href="/">
            <T of="placement.home" />
          </ButtonLink>
          <Button look="quiet" onClick={onAgain}>
            <T of="placement.again" />
          </Button>
        </div>
      </section>
      {contestable && <Contest placement={placement} contest={contest} />}
    </>
  );
}

function Contest({ placement, contest }: Pick<PlacementResultProps, "placement" | "contest">) {
  const others = DIFFICULTIES.filter((level) => level !== placement.difficulty);
  const [level, setLevel] = useState<Difficulty | null>(null);
  return (
    <section className="section card">
      <h2>
        <T of="placement.contest" />
      </h2>
      <Choices
        legend={<T of="placement.contest.body" />}
        value={level}
        onChange={setLevel}
        options={others.map((value) => ({ value, label: <T of={`difficulty.${value}`} /> }))}
      />
      {contest.isError && <ErrorNotice error={contest.error} />}
      <div>
        <Button
          look="secondary"
          busy={contest.isPending}
          disabled={level === null}
          onClick={() => level !== null && contest.mutate({ placementId: placement.id, difficulty: level })}
        >
          <T of="placement.contest.send" />
        </Button>
      </div>
    </section>
  );
}
