import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { momentFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useSession } from "../auth/session.tsx";
import { deviceName } from "./device-name.ts";
import "./device-list.css";

const refresh = () => queryClient.invalidateQueries(trpc.auth.sessions.queryFilter());

/** Tokens of programs end with the devices. */
const refreshAll = () =>
  Promise.all([refresh(), queryClient.invalidateQueries(trpc.auth.tokens.queryFilter())]);

/** Where this account is signed in; each place can be signed out from here. */
export function DeviceList() {
  const { locale } = useMessages();
  const { leave } = useSession();
  const sessions = useQuery(trpc.auth.sessions.queryOptions());
  const end = useMutation(trpc.auth.revokeSession.mutationOptions({ onSettled: refresh }));
  const endOthers = useMutation(trpc.auth.logoutOthers.mutationOptions({ onSettled: refreshAll }));
  const endAll = useMutation(trpc.auth.logoutEverywhere.mutationOptions({ onSuccess: leave }));
  const date = momentFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <QueryView query={sessions} loading={<Skeleton heights={[3, 3]} />}>
      {(devices) => (
        <>
          <ul className="device-list">
            {devices.map((device) => (
              <li key={device.id}>
                <div>
                  <strong>{deviceName(device.userAgent) ?? <T of="profile.devices.unknown" />}</strong>
                  <p className="small soft">
                    {device.isCurrent ? (
                      <T of="profile.devices.this" />
                    ) : (
                      <T of="profile.devices.seen" with={{ date: date(device.lastSeenAt) }} />
                    )}
                  </p>
                </div>
                {!device.isCurrent && (
                  <Button
                    look="quiet"
                    busy={end.isPending && end.variables.id === device.id}
                    onClick={() => end.mutate({ id: device.id })}
                  >
                    <T of="profile.devices.end" />
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {[end, endOthers, endAll].map(
            ({ error }) => error !== null && <ErrorNotice key={error.message} error={error} />,
          )}
          {devices.length > 1 && (
            <>
              <div className="device-keys">
                <Button look="secondary" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                  <T of="profile.devices.endOthers" />
                </Button>
                <Button look="quiet" busy={endAll.isPending} onClick={() => endAll.mutate()}>
                  <T of="profile.devices.endAll" />
                </Button>
              </div>
              <p className="small soft">
                <T of="profile.devices.programs" />
              </p>
            </>
          )}
        </>
      )}
    </QueryView>
  );
}
