import { expect, test } from "vitest";
import { reachOf, refusal } from "../../../src/notify/http/address.ts";

test.each([
  ["93.184.215.14", "public"],
  ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "public"],
  ["172.15.255.255", "public"],
  ["172.32.0.0", "public"],
  ["100.63.255.255", "public"],
  ["169.253.255.255", "public"],
  ["127.0.0.1", "private"],
  ["127.255.255.254", "private"],
  ["::1", "private"],
  ["10.1.2.3", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["169.254.1.1", "private"],
  ["fe80::1", "private"],
  ["febf::1", "private"],
  ["fc00::1", "private"],
  ["fd12:3456::1", "private"],
  ["203.0.113.9", "private"],
  // The same, inside IPv6: mapped, compatible, NAT64, 6to4, SIIT.
  ["::ffff:127.0.0.1", "private"],
  ["::ffff:7f00:1", "private"],
  ["::7f00:1", "private"],
  ["64:ff9b::a01:203", "private"],
  ["2002:7f00:1::", "private"],
  ["::ffff:0:10.0.0.1", "private"],
  ["::ffff:93.184.215.14", "public"],
  ["64:ff9b::5db8:d70e", "public"],
  ["169.254.169.254", "never"],
  ["::ffff:169.254.169.254", "never"],
  ["::ffff:a9fe:a9fe", "never"],
  ["64:ff9b::a9fe:a9fe", "never"],
  ["2002:a9fe:a9fe::1", "never"],
  ["169.254.170.2", "never"],
  ["fd00:ec2::254", "never"],
  ["fd00:0ec2:0:0:0:0:0:0254", "never"],
  ["0.0.0.0", "never"],
  ["0.1.2.3", "never"],
  ["::", "never"],
  ["224.0.0.1", "never"],
  ["255.255.255.255", "never"],
  ["ff02::1", "never"],
  ["2001:0:53aa:64c:0:0:0:1", "never"],
  ["fe80::1%eth0", "never"],
  ["0177.0.0.1", "never"],
  ["localhost", "never"],
  ["", "never"],
])("%s is %s", (address, kind) => {
  expect(reachOf(address).kind).toBe(kind);
});

test("private ones may be allowed, metadata addresses may not", () => {
  expect(refusal("10.0.0.1", false)).toContain("10.0.0.1 is private");
  expect(refusal("10.0.0.1", true)).toBeNull();
  expect(refusal("169.254.169.254", true)).toContain("metadata");
  expect(refusal("93.184.215.14", false)).toBeNull();
});
