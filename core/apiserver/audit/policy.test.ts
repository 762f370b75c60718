import { expect, test } from "vitest"
import { requestInfoOf } from "../filters/request-info.ts"
import { auditPolicy, isAudited } from "./policy.ts"

const cases: readonly (readonly [method: string, target: string, audited: boolean])[] = [
  ["POST", "/apis/apps/v1/namespaces/a/deployments", true],
  ["PATCH", "/api/v1/namespaces/a/pods/web/status", true],
  ["POST", "/api/v1/namespaces/a/pods/web/binding", true],
  ["DELETE", "/api/v1/namespaces/a/pods", true],
  ["PATCH", "/api/v1/nodes/n1", true],
  ["GET", "/api/v1/namespaces/a/pods/web/exec?command=sh", true],
  ["POST", "/api/v1/namespaces/a/pods/web/portforward", true],
  ["GET", "/api/v1/namespaces/a/pods/web", false],
  ["GET", "/api/v1/pods?watch=1", false],
  ["GET", "/api/v1/namespaces/a/pods/web/log", false],
  ["PATCH", "/api/v1/nodes/n1/status", false],
  ["POST", "/api/v1/namespaces/a/events", false],
  ["PATCH", "/apis/events.k8s.io/v1/namespaces/a/events/e", false],
  ["PUT", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n1", false],
  ["POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", false],
  ["POST", "/apis/authentication.k8s.io/v1/tokenreviews", false],
  ["POST", "/healthz", false],
]

test.each(cases)("%s %s: %s", (method, target, audited) => {
  const [path = "", query = ""] = target.split("?")
  expect(isAudited(auditPolicy, requestInfoOf({ method, path, query }))).toBe(audited)
})
