import { describe, expect, it } from "vitest"
import { formatRoute, parseRoute, type Route } from "./routes.ts"

const pods = { group: "", version: "v1", plural: "pods" }
const deployments = { group: "apps", version: "v1", plural: "deployments" }

const routes: readonly { readonly route: Route; readonly hash: string }[] = [
  { route: { screen: "clusters" }, hash: "#/clusters" },
  { route: { screen: "settings" }, hash: "#/settings" },
  { route: { screen: "overview", profile: "web" }, hash: "#/c/web/overview" },
  { route: { screen: "forwards", profile: "web" }, hash: "#/c/web/forwards" },
  { route: { screen: "list", profile: "web", resource: deployments }, hash: "#/c/web/r/apps/v1/deployments" },
  {
    route: { screen: "list", profile: "web", resource: pods, namespace: "kube-system" },
    hash: "#/c/web/r/core/v1/pods?namespace=kube-system",
  },
  {
    route: { screen: "object", profile: "web", resource: pods, namespace: "default", name: "web-1", tab: "logs" },
    hash: "#/c/web/r/core/v1/pods/default/web-1?tab=logs",
  },
  {
    route: {
      screen: "object",
      profile: "web",
      resource: pods,
      namespace: "default",
      name: "web-1",
      tab: "logs",
      container: "web",
      previous: true,
    },
    hash: "#/c/web/r/core/v1/pods/default/web-1?tab=logs&container=web&previous=true",
  },
  {
    route: {
      screen: "object",
      profile: "web",
      resource: { group: "rbac.authorization.k8s.io", version: "v1", plural: "clusterroles" },
      namespace: "",
      name: "system:controller/a b",
    },
    hash: "#/c/web/r/rbac.authorization.k8s.io/v1/clusterroles/-/system%3Acontroller%2Fa%20b",
  },
]

describe("a route", () => {
  for (const { route, hash } of routes) {
    it(`is ${hash} in the address, and comes back from it whole`, () => {
      expect(formatRoute(route)).toBe(hash)
      expect(parseRoute(hash)).toEqual(route)
    })
  }

  for (const hash of ["", "#", "#/", "#/nowhere", "#token=abc"]) {
    it(`is the first screen for "${hash}"`, () => {
      expect(parseRoute(hash)).toEqual({ screen: "clusters" })
    })
  }

  it("is the cluster's overview where the rest makes no sense", () => {
    expect(parseRoute("#/c/web/r/core")).toEqual({ screen: "overview", profile: "web" })
  })

  it("does not break on an address that is badly written", () => {
    expect(parseRoute("#/c/%E0%A4%A")).toEqual({ screen: "overview", profile: "?" })
  })
})
