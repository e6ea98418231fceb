import { useQuery } from "@tanstack/react-query";
import { T } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import { deviceStore } from "./device-store.ts";

const WAITING_KEY = ["device-waiting"];
const LOOK_EVERY_MS = 5_000;

async function countWaiting(): Promise<number> {
  return (await (await deviceStore())?.waiting())?.length ?? 0;
}

/** How many answers on this device the server has not seen. */
export function WaitingNote() {
  const { data: count = 0 } = useQuery({
    queryKey: WAITING_KEY,
    queryFn: countWaiting,
    networkMode: "always",
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <div aria-live="polite">
      {count > 0 && (
        <p className="waiting-note" data-waiting={count}>
          <Icon name="cloud" size={20} /> <T of="flight.waiting" with={{ count }} />
        </p>
      )}
    </div>
  );
}
