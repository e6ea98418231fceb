import { isIPv6 } from "node:net";

function parse(part: string): number[] {
  return part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
}

/** The 16-bit groups of an IPv6 address, `::` written out. */
function groups(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const first = parse(head);
  if (tail === undefined) return first;
  const last = parse(tail);
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

/** What a person may recognise and nobody can be found by: the /24 of an IPv4 address, the /48 of an IPv6 one. */
export function networkOf(address: string): string {
  const key = addressKey(address);
  if (key.endsWith("::/64")) return `${key.split(":").slice(0, 3).join(":")}::/48`;
  return `${key.split(".").slice(0, 3).join(".")}.0/24`;
}

/**
 * What one subscriber holds: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of it has all
 * 2^64. An IPv4 address in IPv6 clothes is the IPv4 address.
 */
export function addressKey(address: string): string {
  const plain = address.split("%", 1)[0] ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain) || plain.includes(".")) return plain;
  const network = groups(plain).slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}
