/** What the router reads as the character that an escape stands for. */
const PLAIN = /[\w.~,-]/;

/**
 * The one spelling of an address, so that whatever looks at it later, be it a limit, a lane or a log line, sees what the router sees:
 * without the server's own name (RFC 9112, 3.2.2), and without escapes that stand for a plain character (RFC 3986, 6.2.2.2).
 */
export function canonicalUrl(url: string): string {
  const local = url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/?#]*/i, "");
  const [path = "", ...query] = local.split("?");
  const plain = path.replaceAll(/%([\da-f]{2})/gi, (escape, hex: string) => {
    const character = String.fromCodePoint(Number.parseInt(hex, 16));
    return PLAIN.test(character) ? character : escape;
  });
  return [plain === "" ? "/" : plain, ...query].join("?");
}
