import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import "./notice.css";
import "./show-once.css";

interface ShowOnceProps {
  /** What it is, and that it is shown only now. */
  readonly note: ReactNode;
  readonly secret: string;
  readonly copy: ReactNode;
  readonly copied: ReactNode;
}

/** A secret that the server keeps only as a hash, so that nobody can show it again. */
export function ShowOnce({ note, secret, copy, copied }: ShowOnceProps) {
  const [isCopied, setCopied] = useState(false);
  const copyIt = () => {
    navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="notice">
      <output>{note}</output>
      <p className="show-once" translate="no" data-secret>
        {secret}
      </p>
      <Button look="secondary" onClick={copyIt}>
        {isCopied ? copied : copy}
      </Button>
    </div>
  );
}
