import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { useStartSitting } from "../lesson/use-start-sitting.ts";
import { ReasonText } from "./reason-text.tsx";
import { useRecommendations } from "./use-recommendations.ts";

/** What is worth refreshing now; nothing where nothing is due. */
export function ReviewCard() {
  const review = useRecommendations().data?.review;
  const { startSitting, isStarting, error } = useStartSitting();
  if (!review) return null;
  return (
    <section className="card stack">
      <h2>
        <T of="home.review.title" with={{ count: review.items }} />
      </h2>
      <p className="soft">
        <ReasonText reason={review.reason} />
      </p>
      {error && <ErrorNotice error={error} />}
      <div>
        <Button
          look="secondary"
          icon="undo"
          busy={isStarting}
          onClick={() => startSitting({ mode: "review" })}
        >
          <T of="home.review.start" />
        </Button>
      </div>
    </section>
  );
}
