import { readError } from "../../app-error.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { EmptyNotice, ErrorNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { PlacementResult } from "./placement-result.tsx";
import { PlacementTurn } from "./placement-turn.tsx";
import { usePlacement } from "./use-placement.ts";
import "./placement.css";

/** Questions that adapt, then where to begin. */
export default function PlacementPage() {
  const { t } = useMessages();
  const test = usePlacement();
  const { query, isBegun, start, answer, contest } = test;
  const begin = <Intro start={start} />;
  return (
    <Page title={t("placement.title")} narrow>
      {isBegun ? (
        <QueryView query={query} loading={<Skeleton heights={[2, 6, 12]} />}>
          {(placement) => {
            if (placement === null) return begin;
            if (placement.next === null)
              return <PlacementResult placement={placement} contest={contest} onAgain={start.begin} />;
            return (
              <PlacementTurn
                key={`${placement.questions} ${placement.next.id}`}
                exercise={placement.next}
                number={placement.questions + 1}
                isSending={answer.isPending}
                error={answer.error}
                onAnswer={(response) => answer.give(placement, response)}
              />
            );
          }}
        </QueryView>
      ) : (
        begin
      )}
    </Page>
  );
}

function Intro({ start }: { start: ReturnType<typeof usePlacement>["start"] }) {
  if (start.isError && readError(start.error).code === "NOT_FOUND") {
    const action = (
      <ButtonLink href="/lessons">
        <T of="home.empty.catalogue" />
      </ButtonLink>
    );
    return (
      <EmptyNotice title={<T of="placement.none.title" />} action={action}>
        <T of="placement.none.body" />
      </EmptyNotice>
    );
  }
  return (
    <section className="card placement-intro">
      <div className="placement-picture">
        <Imigongo motif="accommodation" />
      </div>
      <p>
        <T of="placement.lead" />
      </p>
      {start.isError && <ErrorNotice error={start.error} />}
      <div>
        <Button busy={start.isPending} onClick={start.begin}>
          <T of="placement.begin" />
        </Button>
      </div>
    </section>
  );
}
