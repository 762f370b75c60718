import { expect, it } from "vitest"
import * as known from "../../../core/apis/resources.gen.ts"
import type { Resource } from "../../../core/machinery/api/resource.ts"
import { navGroups } from "./nav-groups.ts"

const widgets: Resource = {
  ...known.configmaps,
  group: "example.com",
  kind: "Widget",
  plural: "widgets",
  shortNames: ["wd"],
}

function titlesIn(resources: readonly Resource[], filter = "") {
  return navGroups(resources, filter).map(
    ({ title, kinds }) => `${title}: ${kinds.map((kind) => kind.title).join(" ")}`,
  )
}

it("has every kind that can be listed in one group, those that one looks at most first", () => {
  const { pods, deployments, services, secrets, nodes, leases, tokenreviews, replicasets } = known
  const served = [replicasets, leases, nodes, secrets, services, deployments, pods, tokenreviews, widgets]
  expect(titlesIn(served)).toEqual([
    "Workloads: Pods Deployments ReplicaSets",
    "Network: Services",
    "Config: Secrets",
    "Cluster: Nodes Leases",
    "example.com: Widgets",
  ])
})

it("finds kinds by letters of their name, and by their short name", () => {
  const served = [known.pods, known.persistentvolumeclaims, known.services, widgets]
  expect(titlesIn(served, "claim")).toEqual(["Storage: PersistentVolumeClaims"])
  expect(titlesIn(served, "wd")).toEqual(["example.com: Widgets"])
  expect(titlesIn(served, "nothing")).toEqual([])
})

it("shows events once, though they are served under two groups", () => {
  const both = [known.events, { ...known.events, group: "events.k8s.io" }]
  expect(titlesIn(both)).toEqual(["Cluster: Events"])
})
