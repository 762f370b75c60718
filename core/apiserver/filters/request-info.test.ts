import { expect, test } from "vitest"
import { requestInfoOf } from "./request-info.ts"

const cases: readonly (readonly [string, string, object])[] = [
  ["GET", "/api/v1/pods", { verb: "list", group: "", version: "v1", plural: "pods", namespace: "", name: "" }],
  ["GET", "/api/v1/namespaces/a/pods/web", { verb: "get", plural: "pods", namespace: "a", name: "web" }],
  ["GET", "/api/v1/namespaces/a/pods?watch=true", { verb: "watch", plural: "pods", namespace: "a" }],
  ["GET", "/api/v1/namespaces/a/pods?watch=0", { verb: "list" }],
  ["GET", "/api/v1/watch/namespaces/a/pods", { verb: "watch", plural: "pods", namespace: "a" }],
  ["DELETE", "/apis/apps/v1/namespaces/a/deployments", { verb: "deletecollection", group: "apps" }],
  ["PUT", "/apis/apps/v1/namespaces/a/deployments/web/scale", { verb: "update", name: "web", subresource: "scale" }],
  ["GET", "/api/v1/namespaces/a", { verb: "get", plural: "namespaces", namespace: "a", name: "a" }],
  ["PUT", "/api/v1/namespaces/a/finalize", { plural: "namespaces", name: "a", subresource: "finalize" }],
  ["GET", "/api/v1/namespaces", { verb: "list", plural: "namespaces", namespace: "", name: "" }],
  ["GET", "/api/v1/nodes/n1/proxy/logs/a.log", { name: "n1", subresource: "proxy", rest: "logs/a.log" }],
  ["GET", "/api/v1/pods?fieldSelector=metadata.name%3Dweb", { verb: "list", name: "web" }],
  ["GET", "/api/v1/namespaces/a/pods/w%65b", { name: "web" }],
]

test.each(cases)("%s %s", (method, target, expected) => {
  const [path = "", query = ""] = target.split("?")
  expect(requestInfoOf({ method, path, query })).toMatchObject({ isResource: true, ...expected })
})

test.each(["/", "/healthz", "/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/version"])(
  "%s is a path and no resource",
  (path) => {
    expect(requestInfoOf({ method: "GET", path, query: "" })).toMatchObject({ isResource: false, verb: "get", path })
  },
)
