import { describe, expect, it } from "vitest"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { hasRelated, type OwnerNode, type RelatedObject, relatedTo } from "./related-graph.ts"

interface Given {
  readonly owner?: ApiObject
  readonly labels?: Readonly<Record<string, string>>
  readonly spec?: object
}

function object(kind: string, name: string, { owner, labels, spec = {} }: Given = {}): ApiObject {
  const apiVersion = kind === "Deployment" || kind === "ReplicaSet" ? "apps/v1" : "v1"
  const ownerReferences =
    owner === undefined
      ? []
      : [
          {
            apiVersion: owner.apiVersion ?? "",
            kind: owner.kind ?? "",
            name: owner.metadata.name ?? "",
            uid: uid(owner),
          },
        ]
  const metadata = { name, namespace: "a", uid: `${kind}/${name}`, ownerReferences, ...(labels ? { labels } : {}) }
  return { apiVersion, kind, metadata, spec } as ApiObject
}

const uid = (of: ApiObject) => of.metadata.uid ?? ""

function tree(node: OwnerNode): string {
  const mark = node.isSubject ? "*" : node.object === undefined ? "?" : ""
  const below = node.children.length === 0 ? "" : `(${node.children.map(tree).join(" ")})`
  return `${node.reference.kind}/${node.reference.name}${mark}${below}`
}

const names = (list: readonly RelatedObject[]) =>
  list.map(({ reference, object: found }) => `${reference.kind}/${reference.name}${found === undefined ? "?" : ""}`)

const podSpec = {
  serviceAccountName: "default",
  containers: [{ name: "c", env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "config", key: "a" } } }] }],
  volumes: [
    { name: "v", persistentVolumeClaim: { claimName: "claim" } },
    { name: "p", projected: { sources: [{ secret: { name: "secret" } }, { configMap: { name: "config" } }] } },
  ],
}
const deployment = object("Deployment", "web", {
  spec: { template: { metadata: { labels: { app: "web" } }, spec: podSpec } },
})
const replicaSet = object("ReplicaSet", "web-1", { owner: deployment, spec: { template: { spec: podSpec } } })
const pod = object("Pod", "web-1-x", { owner: replicaSet, labels: { app: "web" }, spec: podSpec })
const other = object("Pod", "web-1-y", { owner: replicaSet, labels: { app: "web" }, spec: podSpec })
const config = object("ConfigMap", "config")
const service = object("Service", "web", { spec: { selector: { app: "web" } } })
const all = [deployment, replicaSet, pod, other, config, service]

describe("the owner tree", () => {
  const cases = [
    { of: deployment, expected: "Deployment/web*(ReplicaSet/web-1(Pod/web-1-x Pod/web-1-y))" },
    { of: replicaSet, expected: "Deployment/web(ReplicaSet/web-1*(Pod/web-1-x Pod/web-1-y))" },
    { of: pod, expected: "Deployment/web(ReplicaSet/web-1(Pod/web-1-x*))" },
    { of: config, expected: "ConfigMap/config*" },
  ]
  for (const { of, expected } of cases) {
    it(`of ${of.kind} ${of.metadata.name} goes up and down`, () => {
      expect(relatedTo(of, all).owners.map(tree)).toEqual([expected])
    })
  }

  it("names an owner that is gone", () => {
    expect(relatedTo(pod, [pod]).owners.map(tree)).toEqual(["ReplicaSet/web-1?(Pod/web-1-x*)"])
  })

  it("ends where owners go in a circle", () => {
    const loop = object("Pod", "loop")
    const owned = object("Pod", "owned", { owner: loop })
    const back = {
      ...loop,
      metadata: {
        ...loop.metadata,
        ownerReferences: [{ apiVersion: "v1", kind: "Pod", name: "owned", uid: uid(owned) }],
      },
    }
    expect(relatedTo(back, [owned]).owners).toHaveLength(1)
  })
})

describe("other relations", () => {
  it("are what a pod uses, there or not", () => {
    expect(names(relatedTo(pod, all).uses)).toEqual([
      "ServiceAccount/default?",
      "ConfigMap/config",
      "Secret/secret?",
      "PersistentVolumeClaim/claim?",
    ])
  })

  it("are who uses a config map: the outermost owner says it for what it owns", () => {
    expect(names(relatedTo(config, all).usedBy)).toEqual(["Deployment/web"])
  })

  it("are what an event is about, and the pods behind an endpoint slice", () => {
    const about = { apiVersion: "v1", kind: "Pod", namespace: pod.metadata.namespace, name: "web-1-x" }
    const event = { ...object("Event", "web.1"), involvedObject: about }
    const slice = {
      ...object("EndpointSlice", "web-s"),
      endpoints: [{ targetRef: { ...about, apiVersion: undefined } }],
    }
    expect(names(relatedTo(event, all).uses)).toEqual(["Pod/web-1-x"])
    expect(names(relatedTo(slice, all).uses)).toEqual(["Pod/web-1-x"])
  })

  it("are what a service selects, and who selects a pod", () => {
    expect(names(relatedTo(service, all).selects)).toEqual(["Pod/web-1-x", "Pod/web-1-y"])
    expect(names(relatedTo(pod, all).selectedBy)).toEqual(["Service/web"])
    expect(names(relatedTo(deployment, all).selectedBy)).toEqual(["Service/web"])
  })

  it("are none for what stands alone", () => {
    expect(hasRelated(relatedTo(object("ConfigMap", "alone"), all))).toBe(false)
    expect(hasRelated(relatedTo(config, all))).toBe(true)
  })
})
