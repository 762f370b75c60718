import { describe, expect, it } from "vitest"
import { parseAuditLine } from "./audit-records.ts"

const event = {
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  level: "Metadata",
  auditID: "a1",
  stage: "ResponseComplete",
  requestURI: "/apis/apps/v1/namespaces/default/deployments",
  verb: "create",
  user: { username: "kubernetes-admin", groups: ["system:masters"] },
  userAgent: "kubectl/v1.36.3",
  objectRef: { resource: "deployments", namespace: "default", name: "web", apiGroup: "apps", apiVersion: "v1" },
  responseStatus: { metadata: {}, code: 201 },
  requestReceivedTimestamp: "2026-01-01T00:00:00.123456Z",
  stageTimestamp: "2026-01-01T00:00:00.200000Z",
}
const record = {
  id: "a1",
  atMs: Date.UTC(2026, 0, 1, 0, 0, 0, 123),
  user: "kubernetes-admin",
  userAgent: "kubectl/v1.36.3",
  verb: "create",
  group: "apps",
  resource: "deployments",
  subresource: "",
  namespace: "default",
  name: "web",
  resourceVersion: "",
  code: 201,
}

describe("a line of the audit log", () => {
  it("tells which version was written, where the log says so", () => {
    const written = { ...event, objectRef: { ...event.objectRef, resourceVersion: "42" } }
    expect(parseAuditLine(JSON.stringify(written))).toEqual({ ...record, resourceVersion: "42" })
  })

  it("is nothing for a dry run, which changes nothing", () => {
    const dry = { ...event, requestURI: "/apis/apps/v1/namespaces/default/deployments?dryRun=All" }
    expect(parseAuditLine(JSON.stringify(dry))).toBeUndefined()
  })

  it("tells who did what to which object, and what came of it", () => {
    expect(parseAuditLine(JSON.stringify(event))).toEqual(record)
  })

  it("takes a generated name from the answer", () => {
    const { name: _, ...objectRef } = event.objectRef
    const generated = { ...event, objectRef, responseObject: { metadata: { name: "web-x2k4z" } } }
    expect(parseAuditLine(JSON.stringify(generated))).toEqual({ ...record, name: "web-x2k4z" })
  })

  it("names whom somebody acted as", () => {
    const acting = { ...event, impersonatedUser: { username: "jane" } }
    expect(parseAuditLine(JSON.stringify(acting))).toMatchObject({ user: "jane" })
  })

  const showNothing = [
    { what: "a request under way", line: JSON.stringify({ ...event, stage: "RequestReceived" }) },
    { what: "a request for no object", line: JSON.stringify({ ...event, objectRef: undefined }) },
    { what: "a line that was cut off", line: JSON.stringify(event).slice(20) },
    { what: "other JSON", line: '{"kind":"Pod"}' },
    { what: "a time that is none", line: JSON.stringify({ ...event, requestReceivedTimestamp: "soon" }) },
  ]
  for (const { what, line } of showNothing) {
    it(`shows nothing when it is ${what}`, () => expect(parseAuditLine(line)).toBeUndefined())
  }
})
