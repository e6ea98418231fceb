import type { Verdict } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { answerPieces, nearestPieces, type Piece } from "./edit-spans.ts";

interface SlipViewProps {
  readonly written: string;
  readonly nearest: string;
  readonly edits: Verdict["edits"];
  readonly language: Language;
}

/** Answer and right form, one above the other; what differs is marked, and said in words for who cannot see it. */
export function SlipView({ written, nearest, edits, language }: SlipViewProps) {
  const { t } = useMessages();
  return (
    <dl className="slip" translate="no">
      <div>
        <dt>
          <T of="verdict.yours" />
        </dt>
        <dd lang={LANGUAGE_TAGS[language]}>
          <Marked
            pieces={answerPieces(written, edits)}
            as="del"
            words={(text) => t("verdict.extra", { text })}
          />
        </dd>
      </div>
      <div>
        <dt>
          <T of="verdict.nearest" />
        </dt>
        <dd lang={LANGUAGE_TAGS[language]}>
          <Marked
            pieces={nearestPieces(nearest, edits)}
            as="ins"
            words={(text) => t("verdict.missing", { text })}
          />
        </dd>
      </div>
    </dl>
  );
}

interface MarkedProps {
  readonly pieces: readonly Piece[];
  readonly as: "ins" | "del";
  readonly words: (text: string) => string;
}

function Marked({ pieces, as: Mark, words }: MarkedProps) {
  const slips = pieces.filter((piece) => piece.slip);
  return (
    <>
      {pieces.map(({ start, text, slip }) =>
        slip ? <Mark key={start}>{text}</Mark> : <span key={start}>{text}</span>,
      )}
      {slips.length > 0 && (
        <span className="visually-hidden">({slips.map((piece) => words(piece.text)).join(", ")})</span>
      )}
    </>
  );
}
