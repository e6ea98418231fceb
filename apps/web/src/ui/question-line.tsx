import type { QuestionPart } from "@fluentfusion/contract";
import { Fragment } from "react";
import { InLanguage } from "./in-language.tsx";

/** What was asked, in one line, each part marked with its language. */
export function QuestionLine({ parts }: { parts: readonly QuestionPart[] }) {
  return parts.map(({ text, language }, place) => (
    <Fragment key={language}>
      {place > 0 && " — "}
      <InLanguage language={language}>{text}</InLanguage>
    </Fragment>
  ));
}
