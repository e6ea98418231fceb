import type { Recommendations } from "@fluentfusion/contract";
import { Link } from "wouter";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonFacts } from "../lesson/lesson-facts.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { ReasonText } from "./reason-text.tsx";
import { useRecommendations } from "./use-recommendations.ts";
import "./home.css";

/** About as high as a card is on a phone, so that what stands below does not jump when it comes. */
const CARD_REM = 28;

/** The first recommendation, as the one thing to do next. */
export function NextLesson() {
  const query = useRecommendations();
  return (
    <QueryView query={query} loading={<Skeleton heights={[CARD_REM]} />}>
      {({ items: [first], policy, evidence }) =>
        first ? <NextCard item={first} policy={policy} evidence={evidence} /> : <NothingNext />
      }
    </QueryView>
  );
}

function NothingNext() {
  const action = (
    <ButtonLink href="/lessons">
      <T of="home.empty.catalogue" />
    </ButtonLink>
  );
  return (
    <EmptyNotice title={<T of="home.empty.title" />} action={action}>
      <T of="home.empty.body" />
    </EmptyNotice>
  );
}

interface NextCardProps {
  readonly item: Recommendations["items"][number];
  readonly policy: string;
  readonly evidence: Recommendations["evidence"];
}

function NextCard({ item, policy, evidence }: NextCardProps) {
  const { locale } = useMessages();
  const { lesson, reason, confidence } = item;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <article className="next-card">
      <div className="next-picture">
        <Imigongo motif={lesson.category} of={lesson.slug} />
      </div>
      <div className="next-words">
        <h3>
          <LessonTitle lesson={lesson} />
        </h3>
        <LessonFacts lesson={lesson} />
        <p>
          <InLanguage language={lesson.titleLanguage}>{lesson.description}</InLanguage>
        </p>
        <p className="next-reason">
          <ReasonText reason={reason} />
        </p>
        <ButtonLink href={`/lessons/${lesson.id}`} wide>
          <T of="home.open" />
        </ButtonLink>
        <details className="why">
          <summary>
            <T of="home.why" />
          </summary>
          <p>
            <strong>
              <T of="home.confidence" with={{ percent: percent.format(confidence) }} />
            </strong>{" "}
            <T of={`home.confidence.${evidence}`} /> <T of="home.policy" with={{ policy }} />
          </p>
          <p>
            <Link href={`/lessons/${lesson.id}/why`}>
              <T of="home.reckoning" />
            </Link>
          </p>
        </details>
      </div>
    </article>
  );
}
