import { hideLinkToken, linkToken } from "../auth/link-token.ts";

const STORED = "ff.invite";

/** Session storage may be blocked: a link is then good for whoever is signed in already. */
function stored(): string {
  try {
    return sessionStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}

/** The invitation in the address, or the one that was kept in this tab; empty when there is none. */
export function invite(): string {
  return linkToken() || stored();
}

export function hasKeptInvite(): boolean {
  return stored() !== "";
}

/** Moves the invitation from the address into this tab, until somebody has signed in or made an account. */
export function keepInvite(): void {
  const token = linkToken();
  try {
    if (token !== "") sessionStorage.setItem(STORED, token);
  } catch {
    // See above.
  }
  hideLinkToken();
}

/** A page has the invitation: it is neither in the address nor in this tab any longer. */
export function forgetInvite(): void {
  try {
    sessionStorage.removeItem(STORED);
  } catch {
    // See above.
  }
  hideLinkToken();
}
