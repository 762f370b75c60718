import { describe, expect, test } from "vitest"
import { replicationController } from "../core/replicationcontroller/replicationcontroller.ts"
import { cellsOf, complaintsOf, prepared, updated } from "../testing/write.ts"
import { controllerRevision } from "./controllerrevision/controllerrevision.ts"
import { daemonSet } from "./daemonset/daemonset.ts"
import { deployment } from "./deployment/deployment.ts"
import { replicaSet } from "./replicaset/replicaset.ts"
import { statefulSet } from "./statefulset/statefulset.ts"

const metadata = { name: "web", namespace: "default" }
const selector = { matchLabels: { app: "web" } }
const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "c", image: "nginx:1" }] } }
const spec = { selector, template }
const manifest = { metadata, spec }

describe("a deployment", () => {
  test("rolls over a quarter at a time unless said otherwise", () => {
    expect(prepared(deployment, manifest).spec).toMatchObject({
      replicas: 1,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "25%", maxSurge: "25%" } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    })
  })

  test.each<[object, readonly string[]]>([
    [
      { strategy: { type: "Recreate", rollingUpdate: { maxSurge: 1 } } },
      ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } } },
      ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
    ],
    [
      { strategy: { rollingUpdate: { maxUnavailable: "101%" } } },
      ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [
      { template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } } },
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    [
      { template: { ...template, metadata: { labels: { app: "other" } } } },
      ['spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`'],
    ],
  ])("with %o is refused", (change, expected) => {
    expect(complaintsOf(deployment, { metadata, spec: { ...spec, ...change } })).toEqual(expected)
  })

  test("counts changes of its spec and of its annotations, and keeps its selector", () => {
    const old = prepared(deployment, manifest)
    const annotated = { ...manifest, metadata: { ...metadata, annotations: { a: "b" } } }
    expect(updated(deployment, old, annotated).object.metadata.generation).toBe(2)
    expect(updated(deployment, old, manifest).object.metadata.generation).toBe(1)
    const other = { ...spec, selector: { matchLabels: { app: "web", a: "b" } } }
    expect(updated(deployment, old, { metadata, spec: other }).complaints.at(-1)).toContain("field is immutable")
  })

  test("shows how far it is", () => {
    const status = { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 }
    const cells = cellsOf(deployment, { ...prepared(deployment, manifest), status })
    expect(cells).toMatchObject({ Ready: "1/1", "Up-to-date": 2, Available: 1, Images: "nginx:1", Selector: "app=web" })
  })
})

test("a replica set's counts add up", () => {
  const [status] = replicaSet.subresources.filter(({ type }) => type === "part")
  const old = prepared(replicaSet, manifest)
  const next = {
    ...old,
    metadata: { ...old.metadata, resourceVersion: "2" },
    status: { replicas: 1, readyReplicas: 2 },
  }
  const errors = status?.type === "part" ? status.validateUpdate(next, old, { ...facts }) : []
  expect(errors.map(({ field }) => field)).toEqual(["status.readyReplicas"])
})

const facts = { nowMs: 0, user: { name: "", groups: [] }, namespace: "default", dryRun: false }

describe("a daemon set", () => {
  test("counts its templates in an annotation", () => {
    const old = prepared(daemonSet, manifest)
    const counter = "deprecated.daemonset.template.generation"
    expect(old.metadata.annotations?.[counter]).toBe("1")
    const newImage = { ...template, spec: { containers: [{ name: "c", image: "nginx:2" }] } }
    const next = updated(daemonSet, old, { metadata, spec: { selector, template: newImage } }).object
    expect(next.metadata).toMatchObject({ generation: 2, annotations: { [counter]: "2" } })
  })

  test("either surges or goes without", () => {
    const updateStrategy = { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } }
    expect(complaintsOf(daemonSet, { metadata, spec: { ...spec, updateStrategy } })).toEqual([
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero",
    ])
  })
})

describe("a stateful set", () => {
  const claim = {
    metadata: { name: "data" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  }

  test("brings its claims, which containers can mount", () => {
    const container = { name: "c", image: "x", volumeMounts: [{ name: "data", mountPath: "/data" }] }
    const mounting = { ...template, spec: { containers: [container] } }
    expect(
      complaintsOf(statefulSet, { metadata, spec: { selector, template: mounting, volumeClaimTemplates: [claim] } }),
    ).toEqual([])
  })

  test("keeps what its pods are built on", () => {
    const old = prepared(statefulSet, { metadata, spec: { ...spec, serviceName: "a" } })
    const scaled = updated(statefulSet, old, { metadata, spec: { ...spec, serviceName: "a", replicas: 5 } })
    expect(scaled.complaints).toEqual([])
    const moved = updated(statefulSet, old, { metadata, spec: { ...spec, serviceName: "b" } })
    expect(moved.complaints[0]).toMatch(/^spec: Forbidden: updates to statefulset spec for fields other than/)
  })
})

test("a replication controller takes its labels and selector from the template", () => {
  const made = prepared(replicationController, { metadata, spec: { template } })
  expect(made).toMatchObject({ metadata: { labels: { app: "web" } }, spec: { selector: { app: "web" }, replicas: 1 } })
})

test("a revision belongs to somebody and cannot change", () => {
  const owner = { apiVersion: "apps/v1", kind: "DaemonSet", name: "agent", uid: "u", controller: true }
  const old = prepared(controllerRevision, {
    metadata: { ...metadata, ownerReferences: [owner] },
    data: { a: 1 },
    revision: 3,
  })
  expect(cellsOf(controllerRevision, old)).toMatchObject({ Controller: "daemonset.apps/agent", Revision: 3 })
  expect(updated(controllerRevision, old, { metadata: old.metadata, data: { a: 2 }, revision: 3 }).complaints).toEqual([
    'data: Invalid value: {"a":2}: field is immutable',
  ])
})
