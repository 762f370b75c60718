import { expect, test } from "vitest"
import type { Deployment } from "../../core/apis/apps/v1.gen.ts"
import type { Node, Pod } from "../../core/apis/core/v1.gen.ts"
import { deployments, nodes, pods } from "../../core/apis/resources.gen.ts"
import type { Client } from "../../core/client/client.ts"
import { startTestApiServer } from "../support/test-api-server.ts"

/** A control plane in one process does what it does in many: a Deployment becomes pods with a node. */
test("a deployment's pods find their node", async () => {
  await using api = await startTestApiServer({ controlPlane: true })
  const { client } = api
  await client.create(nodes, { metadata: { name: "n1" }, spec: {}, status: {} } satisfies Node)
  const capacity = { cpu: "4", memory: "8Gi", pods: "110" }
  const status = { capacity, allocatable: capacity, conditions: [{ type: "Ready", status: "True" }] }
  await client.patch(nodes, { name: "n1" }, { type: "merge", body: { status } }, { subresource: "status" })
  await client.create(deployments, deployment)
  const bound = await whenBound(client, 3)
  expect(bound.every((pod) => pod.metadata.labels?.["pod-template-hash"] !== undefined)).toBe(true)
  expect(bound.every((pod) => pod.spec.serviceAccountName === "default")).toBe(true)
}, 60_000)

const deployment = {
  metadata: { name: "web", namespace: "default" },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "c", image: "x" }], tolerations: [{ operator: "Exists" }] },
    },
  },
  status: {},
} as unknown as Deployment // the server fills in the rest

async function whenBound(client: Client, count: number): Promise<readonly Pod[]> {
  const bound = new Map<string, Pod>()
  const signal = AbortSignal.timeout(50_000)
  for await (const event of client.watch(pods, { namespace: "default", signal })) {
    if (event.type === "BOOKMARK") continue
    if (event.object.spec.nodeName === "n1") bound.set(event.object.metadata.name ?? "", event.object)
    if (bound.size === count) break
  }
  return [...bound.values()]
}
