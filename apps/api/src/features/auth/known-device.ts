import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { accountKey } from "../../limits/sign-in-limits.ts";

export const DEVICE_COOKIE = "ff_device";

const binding = (email: string) => `device:${accountKey(email)}`;

/** For a browser that has signed in: it tells nothing, and is good for nothing but tries of its own. */
export function newDeviceToken(deps: Deps, email: string): string {
  const id = deps.newId();
  return `${id}.${deps.tokens.linkMac(id, binding(email))}`;
}

/** The device, if it has signed in to this account before. */
export function knownDeviceId(deps: Deps, email: string, { deviceToken }: Caller): string | null {
  const [, id, mac] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(deviceToken ?? "") ?? [];
  if (id === undefined || mac === undefined) return null;
  return deps.tokens.isLinkMac(id, binding(email), mac) ? id : null;
}
