import { expect, test } from "vitest";
import { addressKey, networkOf } from "./address-key.ts";

test("a subscriber is one IPv4 address or one IPv6 /64", () => {
  expect(addressKey("197.243.0.7")).toBe("197.243.0.7");
  expect(addressKey("::ffff:197.243.0.7")).toBe("197.243.0.7");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:0db8:0001:0002::9")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
});

test("of an address that is shown later, the part that names no household is kept", () => {
  expect(networkOf("197.243.0.7")).toBe("197.243.0.0/24");
  expect(networkOf("::ffff:197.243.0.7")).toBe("197.243.0.0/24");
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::/48");
});
