import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { deployments } from "../../core/apis/resources.gen.ts"
import type { AuditEvent } from "../../core/apiserver/audit/event.ts"
import { eventually } from "../support/eventually.ts"
import { startFakeKubelets } from "../support/fake-kubelets.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

const namespace = "default"
const stop = new AbortController()
const place = { folder: "", server: undefined as TestApiServer | undefined }

beforeAll(async () => {
  place.folder = await mkdtemp(join(tmpdir(), "cove-audit-"))
  place.server = await startTestApiServer({ controlPlane: true, auditLog: logPath() })
  await startFakeKubelets(place.server.client, ["n1"], stop.signal)
})

afterAll(async () => {
  stop.abort()
  await place.server?.[Symbol.asyncDispose]()
  await rm(place.folder, { recursive: true, force: true })
})

const logPath = () => join(place.folder, "audit.log")

async function readEvents(): Promise<readonly AuditEvent[]> {
  const text = await readFile(logPath(), "utf8")
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as AuditEvent) // what the server wrote
}

/** "system:kube-scheduler create pods/binding 201" */
function inShort({ user, verb, objectRef, responseStatus }: AuditEvent): string {
  const { resource = "", subresource } = objectRef ?? {}
  const who = user.username.replace("system:serviceaccount:kube-system:", "")
  return `${who} ${verb} ${subresource === undefined ? resource : `${resource}/${subresource}`} ${responseStatus.code}`
}

it("tells in order who did what for one deployment, each under its own name", async () => {
  const labels = { app: "web" }
  await place.server?.client.create(deployments, {
    metadata: { namespace, name: "web" },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "one:1" }] } },
    },
    status: {},
  })
  const steps = [
    "system:apiserver create deployments 201",
    "deployment-controller create replicasets 201",
    "replicaset-controller create pods 201",
    "system:kube-scheduler create pods/binding 201",
    "system:apiserver patch pods/status 200", // who stands in for the kubelet
    "replicaset-controller update replicasets/status 200",
    "deployment-controller update deployments/status 200",
  ]
  const events = await eventually(async () => {
    const found = (await readEvents()).filter(({ objectRef }) => objectRef?.name?.startsWith("web") === true)
    expect(found.map(inShort)).toEqual(expect.arrayContaining(steps))
    return found
  })
  const first = steps.slice(0, 5).map((step) => events.findIndex((event) => inShort(event) === step))
  expect(first).toEqual(first.toSorted((a, b) => a - b))
  const pod = events.find(({ verb, objectRef }) => verb === "create" && objectRef?.resource === "pods")
  expect(pod?.objectRef).toMatchObject({ namespace, apiVersion: "v1", uid: expect.any(String) })
  expect(pod?.objectRef?.name).toMatch(/^web-[a-z0-9]+-[a-z0-9]{5}$/)
  expect(pod?.annotations?.["authorization.k8s.io/decision"]).toBe("allow")
})

it("tells nothing of reads, leases and events", async () => {
  const events = await readEvents()
  expect(events.filter(({ verb }) => ["get", "list", "watch"].includes(verb))).toEqual([])
  expect(events.filter(({ objectRef }) => ["leases", "events"].includes(objectRef?.resource ?? ""))).toEqual([])
})
