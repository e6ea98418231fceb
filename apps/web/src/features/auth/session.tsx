import type { User } from "@fluentfusion/contract";
import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { client, onSignedOut, queryClient } from "../../api.ts";
import { forgetAllUnsaved } from "../authoring/stored-draft.ts";
import { setDeviceOwner } from "../device/device-store.ts";
import { nextTryMs } from "../../next-try.ts";
import { forgetOwnSittings } from "../sitting/stored-sitting.ts";
import { knownUser, mayBeSignedIn, noteSignedIn, takeUpSession } from "./take-up-session.ts";

export type Session =
  | { readonly state: "checking" }
  | { readonly state: "out" }
  | { readonly state: "unreachable"; readonly error: unknown }
  | { readonly state: "in"; readonly user: User };

interface SessionValue {
  readonly session: Session;
  /** After a sign-in. */
  readonly enter: (user: User) => void;
  readonly leave: () => void;
  readonly check: () => void;
  readonly setUser: (user: User) => void;
}

const SessionContext = createContext<SessionValue | null>(null);

/** Whom the device knows is taken at its word until the server has answered: their pages stand meanwhile, and ask for what they show. */
function initialSession(): Session {
  const user = knownUser();
  if (user !== null) return { state: "in", user };
  return mayBeSignedIn() ? { state: "checking" } : { state: "out" };
}

/** Knows who is signed in. The access token lives in memory only; a reload gets a new one through the cookie. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>(initialSession);
  /** Whose answers of the server are kept in memory. */
  const owner = useRef(session.state === "in" ? session.user.id : null);

  const setUser = useCallback((user: User) => {
    noteSignedIn(user);
    setSession((was) =>
      was.state === "in" && JSON.stringify(was.user) === JSON.stringify(user) ? was : { state: "in", user },
    );
  }, []);

  const enter = useCallback(
    (user: User) => {
      // What was asked for meanwhile stays, unless it was somebody else who signed in, in another tab perhaps.
      if (owner.current !== user.id) queryClient.clear();
      owner.current = user.id;
      setDeviceOwner(user.id);
      setUser(user);
    },
    [setUser],
  );

  const end = useCallback(() => {
    // Another tab has signed in as somebody else: what the device notes is theirs by now, and so is this page.
    const known = knownUser();
    if (owner.current !== null && known !== null && known.id !== owner.current) {
      location.reload();
      return;
    }
    noteSignedIn(null);
    owner.current = null;
    setDeviceOwner(null);
    queryClient.clear();
    setSession({ state: "out" });
  }, []);

  const leave = useCallback(() => {
    // Named, since the cookie may be somebody else's by now, who has signed in in another tab.
    void client.signOut(owner.current ?? undefined);
    forgetOwnSittings();
    forgetAllUnsaved();
    end();
  }, [end]);

  /** How often in a row the server could not be asked who it is. */
  const failures = useRef(0);

  const restore = useCallback(() => {
    takeUpSession().then(
      (user) => {
        failures.current = 0;
        if (user === null) end();
        // A whole page: drawn in short pieces.
        else startTransition(() => enter(user));
      },
      (error: unknown) => {
        failures.current += 1;
        setSession({ state: "unreachable", error });
      },
    );
  }, [end, enter]);

  const check = useCallback(() => {
    setSession({ state: "checking" });
    restore();
  }, [restore]);

  useEffect(() => {
    if (mayBeSignedIn()) restore();
  }, [restore]);

  useEffect(() => onSignedOut(end), [end]);

  // As for what a page could not load: once the device is back on a network or is looked at, and after pauses.
  const unreached = session.state === "unreachable" ? session.error : null;
  useEffect(() => {
    if (unreached === null) return;
    const asked = { data: undefined, error: unreached, errorUpdatedAt: Date.now() };
    const pause = nextTryMs({ ...asked, errorUpdateCount: failures.current });
    const look = () => {
      if (document.visibilityState === "visible") restore();
    };
    const timer = pause === false ? undefined : setTimeout(look, pause);
    addEventListener("online", restore);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", restore);
      document.removeEventListener("visibilitychange", look);
    };
  }, [restore, unreached]);

  const value = useMemo(
    () => ({ session, enter, leave, check, setUser }),
    [session, enter, leave, check, setUser],
  );
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): SessionValue {
  const value = use(SessionContext);
  if (value === null) throw new Error("useSession needs a SessionProvider above it");
  return value;
}

/** The signed-in learner; only for pages behind the sign-in. */
export function useUser(): User {
  const { session } = useSession();
  if (session.state !== "in") throw new Error("useUser is for pages behind the sign-in");
  return session.user;
}
