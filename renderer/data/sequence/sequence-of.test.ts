import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import type { ObjectAddress } from "../problems/problem.ts"
import { recentWork, sequenceOf, startOf } from "./sequence-of.ts"

type Line = { readonly record: AuditRecord } | { readonly event: Event } | { readonly object: ApiObject }

/** `kubectl create deployment web --image=cove.test/web:1 --replicas=2`, as a real cluster told of it. */
const lines = readFileSync(join(import.meta.dirname, "testdata/create-deployment.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Line) // recorded

const recorded = {
  records: lines.flatMap((line) => ("record" in line ? [line.record] : [])),
  events: lines.flatMap((line) => ("event" in line ? [line.event] : [])),
  objects: lines.flatMap((line) => ("object" in line ? [line.object] : [])),
  statuses: [],
}

const web: ObjectAddress = {
  group: "apps",
  version: "v1",
  plural: "deployments",
  kind: "Deployment",
  namespace: "default",
  name: "web",
}

function arrows(given = recorded, root = web): readonly string[] {
  const { steps } = sequenceOf(given, root, startOf(given.records, root))
  return steps.map(({ from, to, label }) => `${from} → ${to}: ${label}`)
}

describe("what follows from kubectl create deployment", () => {
  it("is the story that the books tell, in its order", () => {
    const expected = [
      "user:kubectl → apiserver: create Deployment web",
      "apiserver → controller:deployment-controller: sees Deployment web",
      "controller:deployment-controller → apiserver: create ReplicaSet web-d5445ddf",
      "apiserver → controller:replicaset-controller: sees ReplicaSet web-d5445ddf",
      "controller:replicaset-controller → apiserver: create Pod web-d5445ddf-kn748",
      "apiserver → scheduler: sees Pod web-d5445ddf-kn748",
      "scheduler → apiserver: bind Pod web-d5445ddf-kn748 to overview",
      "apiserver → kubelet: sees Pod web-d5445ddf-kn748",
    ]
    const all = arrows()
    expect(all.filter((arrow) => expected.includes(arrow))).toEqual(expected)
    expect(all[0]).toBe(expected[0])
  })

  it("goes on in the runtime, and comes back as a status", () => {
    const all = arrows()
    const started = all.findIndex((arrow) => arrow.startsWith("kubelet → runtime: start container"))
    expect(all.findIndex((arrow) => arrow.startsWith("kubelet → runtime: create container"))).toBeLessThan(started)
    expect(all.findLastIndex((arrow) => arrow.startsWith("kubelet → apiserver: status of Pod"))).toBeGreaterThan(
      started,
    )
    expect(all.at(-1)).toBe("controller:deployment-controller → apiserver: status of Deployment web: 2/2 ready")
  })

  it("has a lane for each who took part, as requests go", () => {
    const { lanes } = sequenceOf(recorded, web, 0)
    expect(lanes.map(({ title }) => title)).toEqual([
      "kubectl",
      "API server",
      "Deployment controller",
      "ReplicaSet controller",
      "Scheduler",
      "Kubelet",
      "Runtime",
    ])
  })

  it("has nothing of what else happened", () => {
    expect(arrows().filter((arrow) => arrow.includes("kube-dns"))).toEqual([])
  })

  it("is told of a pod alone too", () => {
    const pod = { ...web, group: "", plural: "pods", kind: "Pod", name: "web-d5445ddf-zt4zl" }
    const all = arrows(recorded, pod)
    expect(all[0]).toBe("controller:replicaset-controller → apiserver: create Pod web-d5445ddf-zt4zl")
    expect(all.some((arrow) => arrow.includes("kn748"))).toBe(false)
  })

  it("is known by names when the objects are gone", () => {
    expect(arrows({ ...recorded, objects: [] }).slice(0, 3)).toEqual([
      "user:kubectl → apiserver: create Deployment web",
      "apiserver → controller:deployment-controller: sees Deployment web",
      "controller:deployment-controller → apiserver: create ReplicaSet web-d5445ddf",
    ])
  })
})

it("a status is told with the write that made it, as far as that version was seen", () => {
  const write = recorded.records.find(({ name, subresource }) => name === "web" && subresource === "status")
  const { resourceVersion = "" } = write ?? {}
  const statuses = [{ place: "deployments default/web", resourceVersion, summary: "0/2 ready" }]
  const label = (given: typeof statuses) =>
    sequenceOf({ ...recorded, statuses: given }, web, 0).steps.find(({ records }) => records[0] === write)?.label
  expect(label(statuses)).toBe("status of Deployment web: 0/2 ready")
  expect(label([])).toBe("status of Deployment web")
})

it("what happens many times in a row is one step", () => {
  const create = recorded.records.find(({ verb, name }) => verb === "create" && name === "web-d5445ddf-kn748")
  if (create === undefined) throw new Error("No pod was created")
  const many = [1, 2, 3].map(
    (n): AuditRecord => ({ ...create, id: `${n}`, atMs: create.atMs + n, name: `web-d5445ddf-${n}` }),
  )
  const { steps } = sequenceOf({ records: many, events: [], objects: recorded.objects, statuses: [] }, web, 0)
  expect(steps.map(({ label, count }) => [label, count])).toEqual([["create Pod ×3", 3]])
})

it("what was refused is told as such", () => {
  const first = recorded.records.find(({ name, verb }) => name === "web" && verb === "create")
  if (first === undefined) throw new Error("Nothing was created")
  const { steps } = sequenceOf({ ...recorded, events: [], records: [{ ...first, code: 403 }] }, web, 0)
  expect(steps).toMatchObject([{ tone: "bad", label: "create Deployment web (refused: 403)" }])
})

it("a story begins with the last that a person changed", () => {
  const created = recorded.records.find(({ user, name }) => user === "kubernetes-admin" && name === "web")
  expect(startOf(recorded.records, web)).toBe(created?.atMs)
  expect(recentWork(recorded.records).map(({ resource, name }) => `${resource}/${name}`)).toEqual(["deployments/web"])
})

it("who takes away what belonged to something has seen that go", () => {
  const record = (name: string, resource: string, user: string, atMs: number): AuditRecord => ({
    id: `${resource} ${user}`,
    atMs,
    user,
    userAgent: "kubectl/v1",
    verb: "delete",
    group: "",
    resource,
    subresource: "",
    namespace: "default",
    name,
    resourceVersion: "",
    code: 200,
  })
  const collector = "system:serviceaccount:kube-system:generic-garbage-collector"
  const records = [
    record("web", "deployments", "kubernetes-admin", 1),
    record("web-d5445ddf", "replicasets", collector, 2),
  ]
  expect(arrows({ ...recorded, events: [], records })).toEqual([
    "user:kubectl → apiserver: delete Deployment web",
    "apiserver → controller:generic-garbage-collector: sees Deployment web",
    "controller:generic-garbage-collector → apiserver: delete ReplicaSet web-d5445ddf",
  ])
})
