import type { PushEvent } from "@fluentfusion/client/store";
import { useQuery } from "@tanstack/react-query";
import type { MessageKey } from "../../messages/catalogue.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import { deviceStore } from "./device-store.ts";
import "./waiting-note.css";

const WAITING_KEY = ["device-waiting"];
const LOOK_EVERY_MS = 5_000;
const SHOWN_MAX = 20;

const NAMES: Readonly<Record<string, MessageKey & `flight.waiting.${string}`>> = {
  attempt: "flight.waiting.attempt",
  dispute: "flight.waiting.dispute",
  undo: "flight.waiting.undo",
};

async function findWaiting(): Promise<PushEvent[]> {
  return (await (await deviceStore())?.waiting()) ?? [];
}

/** What was done on this device and the server has not seen, with a look inside. */
export function WaitingNote() {
  const { data: events = [] } = useQuery({
    queryKey: WAITING_KEY,
    queryFn: findWaiting,
    networkMode: "always",
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  });
  const count = events.length;
  return (
    <div aria-live="polite" className="waiting-region">
      {count > 0 && (
        <div className="waiting-note" data-waiting={count}>
          <p>
            <Icon name="cloud" size={20} /> <T of="flight.waiting" with={{ count }} />
          </p>
          <details>
            <summary>
              <T of="flight.waiting.show" />
            </summary>
            <ul>
              {events.slice(0, SHOWN_MAX).map((event) => (
                <li key={event.id}>
                  <WaitingEvent event={event} />
                </li>
              ))}
            </ul>
          </details>
        </div>
      )}
    </div>
  );
}

/** When something was done, and what of it can be told. */
function WaitingEvent({ event }: { event: PushEvent }) {
  const { locale } = useMessages();
  const time = momentFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const at = "answeredAt" in event ? event.answeredAt : "undoneAt" in event ? event.undoneAt : null;
  const text = "response" in event && "text" in event.response ? event.response.text : null;
  return (
    <>
      <T of={NAMES[event.type] ?? "flight.waiting.other"} />
      {text !== null && (
        <>
          : <span translate="no">{text}</span>
        </>
      )}
      {at !== null && <span className="soft"> · {time(at)}</span>}
    </>
  );
}
