import { useState } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Page } from "../../ui/page.tsx";
import { useUser } from "../auth/session.tsx";
import { LessonRow } from "../lesson/lesson-row.tsx";
import { GuestCard } from "./guest-card.tsx";
import { NextLesson } from "./next-lesson.tsx";
import { PlacementCard } from "./placement-card.tsx";
import { PlanCard } from "./plan-card.tsx";
import { ReasonText } from "./reason-text.tsx";
import { ReviewCard } from "./review-card.tsx";
import { StreakCard } from "./streak-card.tsx";
import { useRecommendations } from "./use-recommendations.ts";
import "./home.css";

function greeting(hour: number) {
  if (hour < 12) return "home.morning";
  return hour < 18 ? "home.afternoon" : "home.evening";
}

export function HomePage() {
  const { t } = useMessages();
  const { username, isGuest } = useUser();
  const [hour] = useState(() => new Date().getHours());
  const header = (
    <h1 tabIndex={-1}>
      <T of={greeting(hour)} />
      {!isGuest && `, ${username}`}
    </h1>
  );
  return (
    <Page title={t("nav.home")} header={header}>
      <div className="home">
        <section className="section home-next">
          <h2>
            <T of="home.next" />
          </h2>
          <NextLesson />
        </section>
        <div className="home-side">
          <StreakCard />
          <ReviewCard />
          <PlacementCard />
          <PlanCard />
          <GuestCard />
        </div>
        <OtherLessons />
      </div>
    </Page>
  );
}

function OtherLessons() {
  const others = useRecommendations().data?.items.slice(1) ?? [];
  if (others.length === 0) return null;
  return (
    <section className="section home-others">
      <h2>
        <T of="home.others" />
      </h2>
      <ul className="home-list">
        {others.map(({ lesson, reason }) => (
          <li key={lesson.id}>
            <LessonRow lesson={lesson} note={<ReasonText reason={reason} />} />
          </li>
        ))}
      </ul>
    </section>
  );
}
