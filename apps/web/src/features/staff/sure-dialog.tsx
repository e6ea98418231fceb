import { useState, type ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { W } from "./words.tsx";

interface SureDialogProps {
  readonly label: ReactNode;
  readonly consequence: ReactNode;
  readonly look?: "primary" | "secondary" | "quiet";
  readonly action: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly reset: () => void;
  };
  /** What is asked before it is done. */
  readonly children?: ReactNode;
  /** Does it, and calls `done` when it is done. */
  readonly onSure: (done: () => void) => void;
}

/** A key that says what it will do to everybody before it does it. */
export function SureDialog({
  label,
  consequence,
  look = "secondary",
  action,
  children,
  onSure,
}: SureDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        look={look}
        onClick={() => {
          action.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Dialog open={isOpen} onClose={close} title={label} alert>
        <p>{consequence}</p>
        {children}
        {action.error !== null && <ErrorNotice error={action.error} />}
        <div className="staff-keys">
          <Button busy={action.isPending} onClick={() => onSure(close)}>
            {label}
          </Button>
          <Button look="quiet" onClick={close}>
            <W of="authoring.cancel" />
          </Button>
        </div>
      </Dialog>
    </>
  );
}
