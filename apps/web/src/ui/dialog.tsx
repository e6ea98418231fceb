import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useMessages } from "../messages/use-messages.tsx";
import { Icon } from "./icon.tsx";
import "./dialog.css";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** Asks before something that cannot be taken back: it closes by its own buttons only, not by a press beside it. */
  readonly alert?: boolean;
}

/** A panel over the page that holds the focus until it is closed; a sheet from below on a phone. */
export function Dialog({ open, onClose, title, children, alert = false }: DialogProps) {
  const { t } = useMessages();
  const Part = alert ? AlertDialog : Base;
  return (
    <Part.Root open={open} onOpenChange={(isOpen: boolean) => isOpen || onClose()}>
      <Part.Portal>
        <Part.Backdrop className="dialog-backdrop" />
        <Part.Popup className="dialog">
          <header className="dialog-head">
            <Part.Title className="dialog-title">{title}</Part.Title>
            <Part.Close className="icon-button" aria-label={t("app.close")}>
              <Icon name="close" />
            </Part.Close>
          </header>
          {children}
        </Part.Popup>
      </Part.Portal>
    </Part.Root>
  );
}
