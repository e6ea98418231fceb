import type { WhyNotAnswer } from "@fluentfusion/contract";
import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";

/** More than any score: the lesson stays first while others gain, until another one is wished for more. */
const LASTING = 10;

const refresh = { onSuccess: () => queryClient.invalidateQueries(trpc.recommendations.pathFilter()) };

/** The learner's own word on a lesson: it goes first, or off the lists; each is taken back here too. */
export function Wishes({ lessonId, answer }: { lessonId: string; answer: WhyNotAnswer }) {
  const wish = useMutation(trpc.recommendations.wish.mutationOptions(refresh));
  const dismiss = useMutation(trpc.recommendations.dismiss.mutationOptions(refresh));
  const { block, change, terms } = answer;
  const isDismissed = change?.undismiss === true;
  const wished = terms.find(({ code }) => code === "WISH")?.value ?? 0;
  const isWished = wished > 0;
  // What has to be finished before is no matter of wishing.
  const canWish = change !== null && block.code !== "FIRST" && change.finish.length === 0 && !isDismissed;
  const error = wish.error ?? dismiss.error;
  return (
    <div className="stack">
      {error !== null && <ErrorNotice error={error} />}
      <div className="row">
        {canWish && (
          <Button
            busy={wish.isPending}
            onClick={() => wish.mutate({ lessonId, weight: Math.min(1000, wished + change.wish + LASTING) })}
          >
            <T of="choice.wish" />
          </Button>
        )}
        {isWished && (
          <Button
            look="secondary"
            busy={wish.isPending}
            onClick={() => wish.mutate({ lessonId, wished: false })}
          >
            <T of="choice.unwish" />
          </Button>
        )}
        <Button
          look="secondary"
          busy={dismiss.isPending}
          onClick={() => dismiss.mutate({ lessonId, dismissed: !isDismissed })}
        >
          <T of={isDismissed ? "choice.undismiss" : "choice.dismiss"} />
        </Button>
      </div>
      <p aria-live="polite">
        {isDismissed && <T of="choice.dismissed" />}
        {isWished && <T of="choice.wished" />}
      </p>
    </div>
  );
}
