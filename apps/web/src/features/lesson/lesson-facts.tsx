import type { LessonSummary } from "@fluentfusion/contract";
import { T } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import "./lesson.css";

/** Situation, level and length of a lesson, in one line. */
export function LessonFacts({ lesson }: { lesson: LessonSummary }) {
  return (
    <span className="lesson-facts">
      <span>
        <T of={`category.${lesson.category}`} />
      </span>
      <span>
        <T of={`difficulty.${lesson.difficulty}`} />
      </span>
      <span className="lesson-length">
        <Icon name="clock" size={16} />
        <T of="home.minutes" with={{ count: lesson.durationMinutes }} />
      </span>
    </span>
  );
}
