import { useMutation } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";

/** Takes a lesson off the lists, and puts it back. */
export function Dismiss({ lessonId, isDismissed }: { lessonId: string; isDismissed: boolean }) {
  const dismiss = useMutation(
    trpc.recommendations.dismiss.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.recommendations.pathFilter()),
    }),
  );
  return (
    <div className="stack">
      {dismiss.isError && <ErrorNotice error={dismiss.error} />}
      <div className="row">
        <Button
          look="secondary"
          busy={dismiss.isPending}
          onClick={() => dismiss.mutate({ lessonId, dismissed: !isDismissed })}
        >
          <T of={isDismissed ? "choice.undismiss" : "choice.dismiss"} />
        </Button>
        <p aria-live="polite">{isDismissed && <T of="choice.dismissed" />}</p>
      </div>
    </div>
  );
}
