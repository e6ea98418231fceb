import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { typeset } from "../../messages/typeset.ts";
import { useMessages } from "../../messages/use-messages.tsx";
import { OpenFrame } from "../../router/open-frame.tsx";
import { Page } from "../../ui/page.tsx";
import { enTerms } from "./en-terms.ts";
import { frTerms } from "./fr-terms.ts";
import "./terms.css";

/** What is kept of a person and why, and what using the app rests on: for everyone, before an account is made too. */
export default function TermsPage() {
  const { language } = useMessages();
  const email = useQuery(trpc.service.contact.queryOptions()).data?.email ?? null;
  const shown = language === "french" ? language : "english";
  const { title, lead, sections, ask } = shown === "french" ? frTerms : enTerms;
  return (
    <OpenFrame motif="greetings">
      <div lang={LANGUAGE_TAGS[shown]}>
        <Page title={title} narrow>
          <p className="soft">{typeset(lead, shown)}</p>
          {sections.map((section) => (
            <section key={section.title} className="terms-section">
              <h2>{section.title}</h2>
              <ul className="bullets">
                {section.points.map((point) => (
                  <li key={point}>{typeset(point, shown)}</li>
                ))}
              </ul>
            </section>
          ))}
          <section className="card terms-section">
            <h2>{ask.title}</h2>
            <p>{typeset(ask.body, shown)}</p>
            {email !== null && (
              <p>
                {ask.write} <a href={`mailto:${email}`}>{email}</a>
              </p>
            )}
          </section>
        </Page>
      </div>
    </OpenFrame>
  );
}
