import type { ReactNode } from "react";
import { type AppError, readError } from "../app-error.ts";
import { T } from "../messages/use-messages.tsx";
import { Button } from "./button.tsx";
import { Imigongo } from "./imigongo.tsx";
import "./notice.css";

/** Failures that a log can tell more about; of the others everything is said. */
const IN_THE_LOG: ReadonlySet<AppError["code"]> = new Set(["INTERNAL", "UNAVAILABLE", "OTHER"]);

/** What a failure says in words; the reference lets an operator find it in the logs. */
export function ErrorWords({ error }: { error: AppError }) {
  return (
    <>
      <T of={`error.${error.code}`} />
      {error.requestId && IN_THE_LOG.has(error.code) && (
        <small className="notice-reference">
          <T of="state.reference" with={{ id: error.requestId }} />
        </small>
      )}
    </>
  );
}

interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A part of the page that could not be loaded or done, with a way to try again. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const known = readError(error);
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">
        <T of="state.error" />
      </p>
      <p>
        <ErrorWords error={known} />
      </p>
      {/* A page that is too old gets the same answer again; the banner says what helps. */}
      {onRetry && known.code !== "CLIENT_TOO_OLD" && (
        <Button look="secondary" icon="undo" onClick={onRetry}>
          <T of="state.retry" />
        </Button>
      )}
    </div>
  );
}

interface EmptyNoticeProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show, and what one can do about it. */
export function EmptyNotice({ title, children, action }: EmptyNoticeProps) {
  return (
    <div className="notice notice-empty">
      <div className="notice-picture">
        <Imigongo motif="greetings" tile={24} />
      </div>
      <h2 className="notice-title">{title}</h2>
      <p className="soft">{children}</p>
      {action}
    </div>
  );
}
