import { type Language, LANGUAGES, USER_TYPES, type UserType } from "@fluentfusion/core";
import type { ReactNode } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Choices } from "../../ui/choices.tsx";

/** Who learns what: asked at every start, and changed in the profile. */
export interface LearnerDraft {
  readonly userType: UserType;
  readonly nativeLanguage: Language;
  readonly targetLanguage: Language;
}

/** What somebody probably wants whose app is in this language. */
export function likelyDraft(language: Language): LearnerDraft {
  return {
    userType: "tourist",
    nativeLanguage: language,
    targetLanguage: language === "kinyarwanda" ? "english" : "kinyarwanda",
  };
}

interface LearnerChoicesProps {
  readonly draft: LearnerDraft;
  readonly onChange: (part: Partial<LearnerDraft>) => void;
  readonly error?: ReactNode;
}

export function LearnerChoices({ draft, onChange, error }: LearnerChoicesProps) {
  const languages = LANGUAGES.map((value) => ({ value, label: <T of={`language.${value}`} /> }));
  return (
    <>
      <Choices
        legend={<T of="auth.iAm" />}
        value={draft.userType}
        onChange={(userType) => onChange({ userType })}
        options={USER_TYPES.map((value) => ({ value, label: <T of={`auth.${value}`} /> }))}
      />
      <Choices
        legend={<T of="auth.speak" />}
        value={draft.nativeLanguage}
        onChange={(nativeLanguage) => onChange({ nativeLanguage })}
        options={languages}
      />
      <Choices
        legend={<T of="auth.learn" />}
        value={draft.targetLanguage}
        onChange={(targetLanguage) => onChange({ targetLanguage })}
        options={languages}
        error={error}
      />
    </>
  );
}
