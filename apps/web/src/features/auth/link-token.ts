/**
 * The token of a mailed link, which stands after `#`; taken out of the address, so that it neither stays in the history
 * nor is shown around.
 */
export function takeLinkToken(): string {
  const token = location.hash.slice(1);
  if (token !== "") history.replaceState(history.state, "", location.pathname);
  return token;
}
