import { takeLinkToken } from "../auth/link-token.ts";

const STORED = "ff.invite";

/** Session storage may be blocked: a link is then good for whoever is signed in already. */
function stored(): string {
  try {
    return sessionStorage.getItem(STORED) ?? "";
  } catch {
    return "";
  }
}

/** Keeps the invitation in the address for this tab, until somebody has signed in or made an account. */
export function keepInvite(): void {
  const token = takeLinkToken();
  try {
    if (token !== "") sessionStorage.setItem(STORED, token);
  } catch {
    // See above.
  }
}

export function hasInvite(): boolean {
  return stored() !== "";
}

/** The invitation in the address, or the one that was kept; it is kept no longer. */
export function takeInvite(): string {
  const token = takeLinkToken() || stored();
  try {
    sessionStorage.removeItem(STORED);
  } catch {
    // See above.
  }
  return token;
}
