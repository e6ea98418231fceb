import { T } from "../messages/use-messages.tsx";
import { Icon } from "../ui/icon.tsx";
import { useOnline } from "../ui/use-online.ts";
import "./offline-banner.css";

export function OfflineBanner() {
  const isOnline = useOnline();
  return (
    <div aria-live="polite">
      {!isOnline && (
        <p className="offline-banner">
          <Icon name="cloud" size={20} />
          <T of="state.offline" />
        </p>
      )}
    </div>
  );
}
