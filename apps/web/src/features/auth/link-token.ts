import { useEffect, useState } from "react";

/** The token of a mailed link, which stands after `#`; empty when there is none. */
export function linkToken(): string {
  return location.hash.slice(1);
}

/** Takes the token out of the address, so that it neither stays in the history nor is shown around. */
export function hideLinkToken(): void {
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
}

/** The token of a page's link: read while rendering, which may be done over, and hidden once the page stands. */
export function useLinkToken(): string {
  const [token] = useState(linkToken);
  useEffect(hideLinkToken, []);
  return token;
}
