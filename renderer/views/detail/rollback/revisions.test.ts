import { describe, expect, it } from "vitest"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { revisionsOfDeployment, revisionsOfSet } from "./revisions.ts"

const template = (image: string, labels: object = { app: "web" }) => ({
  metadata: { labels },
  spec: { containers: [{ name: "c", image }] },
})

const deployment = {
  metadata: { name: "web", uid: "d", annotations: { "deployment.kubernetes.io/revision": "3", team: "x" } },
  spec: { template: template("b") },
} as ApiObject

const controlledBy = (uid: string) => [{ apiVersion: "apps/v1", kind: "x", name: "web", uid, controller: true }]

function replicaSet(revision: string, image: string, hash: string, uid = "d"): ApiObject {
  const annotations = { "deployment.kubernetes.io/revision": revision, "kubernetes.io/change-cause": `image ${image}` }
  return {
    metadata: { name: `web-${hash}`, ownerReferences: controlledBy(uid), annotations },
    spec: { template: template(image, { app: "web", "pod-template-hash": hash }) },
    status: { replicas: 2, readyReplicas: 1 },
  } as ApiObject
}

describe("a Deployment's revisions", () => {
  const sets = [replicaSet("2", "a", "1"), replicaSet("3", "b", "2"), replicaSet("1", "z", "3", "other")]
  const revisions = revisionsOfDeployment(deployment, sets)

  it("are those of its own ReplicaSets, newest first, without their hashes", () => {
    expect(revisions.map(({ number, keeper, cause, current }) => ({ number, keeper, cause, current }))).toEqual([
      { number: 3, keeper: "web-2", cause: "image b", current: true },
      { number: 2, keeper: "web-1", cause: "image a", current: false },
    ])
    expect(revisions[1]?.template).toEqual(template("a"))
  })

  it("come back by replacing the template, and the annotations that are not the Deployment's own", () => {
    expect(revisions[1]?.patch).toEqual({
      type: "json",
      body: [
        { op: "replace", path: "/spec/template", value: template("a") },
        {
          op: "add",
          path: "/metadata/annotations",
          value: { "deployment.kubernetes.io/revision": "3", "kubernetes.io/change-cause": "image a" },
        },
      ],
    })
  })
})

it("a set's revisions are the patches that ControllerRevisions keep", () => {
  const set = { metadata: { name: "db", uid: "s" }, spec: { template: template("b") } } as ApiObject
  const kept = (revision: number, image: string) =>
    ({
      metadata: { name: `db-${revision}`, ownerReferences: controlledBy("s") },
      revision,
      data: { spec: { template: { ...template(image), $patch: "replace" } } },
    }) as unknown as ApiObject
  const revisions = revisionsOfSet(set, [kept(1, "a"), kept(2, "b")])
  expect(revisions.map(({ number, current }) => ({ number, current }))).toEqual([
    { number: 2, current: true },
    { number: 1, current: false },
  ])
  expect(revisions[1]).toMatchObject({ template: template("a"), patch: { type: "strategic" } })
})
