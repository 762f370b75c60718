import { expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, updated } from "../../testing/write.ts"
import { resourceQuota } from "./resourcequota.ts"

function manifest(spec: object): object {
  return { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota" }, spec }
}

test.each([
  [{ hard: { pods: "1.5" } }, ['spec.hard[pods]: Invalid value: "1500m": must be an integer']],
  [{ hard: { cpu: "-1" } }, ['spec.hard[cpu]: Invalid value: "-1": must be greater than or equal to 0']],
  [
    { hard: { apples: "1" } },
    [
      'spec.hard[apples]: Invalid value: "apples": must be a standard resource type or fully qualified',
      'spec.hard[apples]: Invalid value: "apples": must be a standard resource for quota',
    ],
  ],
  [{ hard: { "count/pods": "1", "requests.example.com/gpu": "2" } }, []],
  [
    { scopes: ["BestEffort", "NotBestEffort"] },
    ['spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes'],
  ],
  [
    { scopes: ["BestEffort"], hard: { cpu: "1" } },
    ['spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource'],
  ],
  [
    { scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator: "In" }] } },
    [
      "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
    ],
  ],
])("%j", (spec, complaints) => {
  expect(complaintsOf(resourceQuota, manifest(spec))).toEqual(complaints)
})

test("scopes stay as they are, in whatever order", () => {
  const old = prepared(resourceQuota, manifest({ scopes: ["Terminating", "BestEffort"] }))
  expect(updated(resourceQuota, old, manifest({ scopes: ["BestEffort", "Terminating"] })).complaints).toEqual([])
  expect(updated(resourceQuota, old, manifest({ scopes: ["BestEffort"] })).complaints).toEqual([
    'spec.scopes: Invalid value: ["BestEffort"]: field is immutable',
  ])
})

test("a table shows what is used, requests and limits apart", () => {
  const hard = { pods: "10", "limits.cpu": "4", "requests.cpu": "2" }
  const quota = { ...prepared(resourceQuota, manifest({ hard })), status: { hard, used: { pods: "3" } } }
  expect(cellsOf(resourceQuota, quota)).toMatchObject({
    Request: "pods: 3/10, requests.cpu: 0/2",
    Limit: "limits.cpu: 0/4",
  })
})
