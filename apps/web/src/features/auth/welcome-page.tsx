import { useEffect } from "react";
import { Link } from "wouter";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Doors } from "./doors.tsx";

/** Three verified phrases of the course, in its three languages. */
const SAMPLER = [
  ["Muraho", "Hello", "Bonjour"],
  ["Murakoze", "Thank you", "Merci"],
  ["Ni angahe?", "How much is it?", "C'est combien ?"],
] as const;

const PROMISES = ["sources", "short", "honest"] as const;

export function WelcomePage() {
  useEffect(() => {
    document.title = "FluentFusion";
  }, []);
  return (
    <Doors after={<More />}>
      <div className="doors-words">
        <h1 tabIndex={-1}>
          <T of="welcome.title" />
        </h1>
        <p className="doors-lead">
          <T of="welcome.lead" />
        </p>
        <div className="doors-actions">
          <ButtonLink href="/register">
            <T of="welcome.start" />
          </ButtonLink>
          <ButtonLink href="/sign-in" look="secondary">
            <T of="welcome.signIn" />
          </ButtonLink>
        </div>
        <p>
          <Link href="/try">
            <T of="auth.guest.try" />
          </Link>
        </p>
        <p>
          <Link href="/emergency">
            <T of="emergency.title" />
          </Link>
        </p>
        <p>
          <Link href="/terms">
            <T of="terms.title" />
          </Link>
        </p>
      </div>
    </Doors>
  );
}

function More() {
  return (
    <div className="doors-more">
      <div className="doors-more-inner">
        <section className="sampler">
          <h2>
            <T of="welcome.sampler" />
          </h2>
          {SAMPLER.map(([rw, en, fr]) => (
            <p key={rw} className="sampler-phrase" translate="no">
              <strong lang={LANGUAGE_TAGS.kinyarwanda}>{rw}</strong>
              <span lang={LANGUAGE_TAGS.english}>{en}</span>
              <span lang={LANGUAGE_TAGS.french} className="soft">
                {fr}
              </span>
            </p>
          ))}
        </section>
        <div className="promises">
          {PROMISES.map((promise) => (
            <section key={promise}>
              <h2>
                <T of={`welcome.${promise}.title`} />
              </h2>
              <p className="soft">
                <T of={`welcome.${promise}.body`} />
              </p>
            </section>
          ))}
        </div>
      </div>
    </div>
  );
}
