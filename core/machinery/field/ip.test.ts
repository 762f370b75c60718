import { describe, expect, test } from "vitest"
import { cidr, endpointAddress, ipAddress, ipFamilyOf, ipWarnings } from "./ip.ts"

describe("an address", () => {
  test.each(["10.9.8.7", "0.0.0.0", "2001:db8::ffff", "::", "::1", "fe80::1"])("%s is one", (value) => {
    expect(ipAddress(value)).toEqual([])
  })

  test.each(["", "10.1", "10.1.2", "256.1.1.1", "0x7f.0.0.1", "fe80::1%eth0", "a.b.c.d", "1.2.3.4.5", " 1.2.3.4"])(
    "%j is none",
    (value) => {
      expect(ipAddress(value)).toEqual(["must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"])
    },
  )

  test("has one way to be written", () => {
    expect(ipAddress("010.1.2.3")).toEqual(["must not have leading 0s"])
    expect(ipAddress("10.1.2.03")).toEqual(["must not have leading 0s"])
    expect(ipAddress("::ffff:10.1.2.3")).toEqual(["must not be an IPv4-mapped IPv6 address"])
  })

  test("belongs to a family", () => {
    expect(["10.0.0.1", "::1", "x"].map(ipFamilyOf)).toEqual(["IPv4", "IPv6", undefined])
  })
})

describe("a range of addresses", () => {
  test.each(["10.0.0.0/8", "0.0.0.0/0", "10.9.8.7/32", "2001:db8::/64"])("%s is one", (value) => {
    expect(cidr(value)).toEqual([])
  })

  test.each(["", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/8/8", "x/8", "10.0.0.0/-1", "2001:db8::/129"])(
    "%j is none",
    (value) => {
      expect(cidr(value)).toEqual(["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"])
    },
  )

  test("has no bits past its length", () => {
    expect(cidr("10.0.0.1/8")).toEqual(["must not have bits set beyond the prefix length"])
    expect(cidr("10.0.0.0/08")).toEqual(["must not have leading 0s in IP or prefix length"])
  })
})

test("traffic goes to addresses that mean the same everywhere", () => {
  expect(endpointAddress("10.1.2.3")).toEqual([])
  expect(endpointAddress("127.0.0.1")).toEqual(["may not be in the loopback range (127.0.0.0/8, ::1/128)"])
  expect(endpointAddress("::1")).toEqual(["may not be in the loopback range (127.0.0.0/8, ::1/128)"])
  expect(endpointAddress("0.0.0.0")).toEqual(["may not be unspecified (0.0.0.0)"])
  expect(endpointAddress("169.254.1.1")).toEqual(["may not be in the link-local range (169.254.0.0/16, fe80::/10)"])
  expect(endpointAddress("224.0.0.5")[0]).toContain("link-local multicast")
  expect(endpointAddress("0.1.2.3")).toEqual([])
  expect(endpointAddress("nope")).toEqual(["must be a valid IP address"])
})

test("an address has a best way to be written", () => {
  expect(ipWarnings("spec.ip", "fd00::1")).toEqual([])
  expect(ipWarnings("spec.ip", "FD00:0::1")).toEqual([
    'spec.ip: IPv6 address "FD00:0::1" should be in RFC 5952 canonical format ("fd00::1")',
  ])
  expect(ipWarnings("spec.ip", "010.0.0.1")).toEqual([
    'spec.ip: non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
  ])
})
