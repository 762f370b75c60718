import { expect, it } from "vitest"
import { partState, worstTone } from "./part-state.ts"

const metadata = { name: "kube-dns" }

const parts = [
  { what: "nothing told", plural: "deployments", objects: undefined, state: { tone: "busy" } },
  { what: "none there", plural: "deployments", objects: [], state: { tone: "bad" } },
  {
    what: "a Deployment with a replica missing",
    plural: "deployments",
    objects: [{ metadata, spec: { replicas: 2 }, status: { readyReplicas: 1 } }],
    state: { tone: "warn", count: { ready: 1, all: 2 } },
  },
  {
    what: "a DaemonSet that is everywhere",
    plural: "daemonsets",
    objects: [{ metadata, status: { numberReady: 3, desiredNumberScheduled: 3 } }],
    state: { tone: "ok", count: { ready: 3, all: 3 } },
  },
  {
    what: "pods of which one is ready",
    plural: "pods",
    objects: [{ metadata, status: { conditions: [{ type: "Ready", status: "True" }] } }, { metadata }],
    state: { tone: "warn", count: { ready: 1, all: 2 } },
  },
  { what: "a Service", plural: "services", objects: [{ metadata }], state: { tone: "ok" } },
]

for (const { what, plural, objects, state } of parts) {
  it(`says how ${what} is`, () => {
    expect(partState(plural, objects)).toEqual(state)
  })
}

it("takes the worst part for the whole", () => {
  expect(worstTone(["ok", "bad", "warn"])).toBe("bad")
  expect(worstTone(["ok", "busy"])).toBe("busy")
  expect(worstTone([])).toBe("idle")
})
