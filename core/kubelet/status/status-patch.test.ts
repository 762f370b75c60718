import { describe, expect, it } from "vitest"
import { isSame, statusPatch } from "./status-patch.ts"

describe("statusPatch", () => {
  it("is nothing when nothing differs", () => {
    expect(statusPatch("u", { phase: "Running" }, { phase: "Running" })).toBeUndefined()
  })

  it("holds what differs and takes away what is gone", () => {
    const old = { phase: "Running", message: "m", startTime: "t" } as const
    expect(statusPatch("u", old, { phase: "Failed", startTime: "t" })).toEqual({
      metadata: { uid: "u" },
      status: { phase: "Failed", message: null },
    })
  })

  it("takes from conditions what they do not say any more", () => {
    const old = { conditions: [{ type: "Ready", status: "False", reason: "R", message: "m" }] }
    expect(statusPatch("u", old, { conditions: [{ type: "Ready", status: "True" }] })?.["status"]).toEqual({
      conditions: [{ type: "Ready", status: "True", reason: null, message: null }],
    })
  })

  it("replaces addresses as a whole", () => {
    const patch = statusPatch("u", { podIPs: [{ ip: "1" }] }, { podIPs: [{ ip: "2" }] })
    expect(patch?.["status"]).toEqual({ podIPs: [{ ip: "2" }, { $patch: "replace" }] })
  })

  it("takes null, undefined and nothing for the same", () => {
    expect(isSame({ a: undefined, b: [1, { c: null }] }, { b: [1, {}] })).toBe(true)
    expect(isSame({ a: 0 }, {})).toBe(false)
  })
})
