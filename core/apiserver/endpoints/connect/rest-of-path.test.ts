import { expect, test } from "vitest"
import { restOf } from "./rest-of-path.ts"

test.each([
  ["/api/v1/namespaces/a/pods/b/proxy", ""],
  ["/api/v1/namespaces/a/pods/b/proxy/", "/"],
  ["/api/v1/namespaces/a/pods/b/proxy/x//y%2Fz/", "/x//y%2Fz/"],
  ["/api/v1/namespaces/proxy/services/proxy/proxy/x", "/x"],
  ["/api/v1/nodes/n1/proxy/logs/a.log", "/logs/a.log"],
  ["/apis/g/v1/namespaces/a/things/b/proxy/x", "/x"],
])("%s goes on with %s", (path, rest) => {
  expect(restOf(path)).toBe(rest)
})
