import { describe, expect, it } from "vitest"
import { routeIn, routeOf } from "./deep-links.ts"

describe("links from outside", () => {
  const links = [
    ["cove://clusters", "#/clusters"],
    ["cove://settings/", "#/settings"],
    ["cove://cluster/web", "#/c/web/overview"],
    ["cove://cluster/web/", "#/c/web/overview"],
    ["cove://cluster/web/r/apps/v1/deployments?namespace=default", "#/c/web/r/apps/v1/deployments?namespace=default"],
    ["cove://cluster/web/r/core/v1/pods/default/web-1?tab=logs", "#/c/web/r/core/v1/pods/default/web-1?tab=logs"],
    ["cove://cluster/", undefined],
    ["cove://cluster/UPPER/overview", undefined],
    ["cove://cluster/web/<script>", "#/c/web/%3Cscript%3E"], // an address has no such signs in it
    ["cove://elsewhere/web", undefined],
    ["https://cluster/web", undefined],
    ["javascript:alert(1)", undefined],
    ["--hidden", undefined],
  ] as const
  for (const [link, route] of links) {
    it(`${link} leads to ${route}`, () => {
      expect(routeOf(link)).toBe(route)
    })
  }

  it("are found among a program's arguments", () => {
    expect(routeIn(["/opt/Cove/cove", "--no-sandbox", "cove://cluster/web"])).toBe("#/c/web/overview")
    expect(routeIn(["/opt/Cove/cove"])).toBeUndefined()
  })
})
