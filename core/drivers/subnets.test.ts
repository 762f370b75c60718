import { describe, expect, it } from "vitest"
import { addressIn, defaultSubnets, firstFreeSubnet, overlap } from "./subnets.ts"

describe("firstFreeSubnet", () => {
  it("takes the one that guides print when nothing is there", () => {
    expect(firstFreeSubnet(defaultSubnets, [])).toBe("192.168.99.0/24")
  })

  it("passes by what overlaps, wider or narrower", () => {
    expect(firstFreeSubnet(defaultSubnets, ["192.168.99.128/25", "192.168.100.0/23"])).toBe("192.168.102.0/24")
  })

  it("finds none where everything is taken", () => {
    expect(firstFreeSubnet(defaultSubnets, ["192.168.0.0/16"])).toBeUndefined()
  })
})

describe("overlap", () => {
  it("is never between the two families", () => {
    expect(overlap("192.168.99.0/24", "fd00::/8")).toBe(false)
  })
})

describe("addressIn", () => {
  it("counts from the start of the subnet", () => {
    expect(addressIn("192.168.99.0/24", 100)).toBe("192.168.99.100")
    expect(addressIn("10.1.0.0/16", 300)).toBe("10.1.1.44")
  })
})
