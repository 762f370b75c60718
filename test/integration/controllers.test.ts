import { afterAll, beforeAll, expect, it } from "vitest"
import type { DaemonSet, Deployment } from "../../core/apis/apps/v1.gen.ts"
import type { Pod, Service } from "../../core/apis/core/v1.gen.ts"
import {
  configmaps,
  controllerrevisions,
  daemonsets,
  deployments,
  endpointslices,
  events,
  namespaces,
  nodes,
  pods,
  replicasets,
  serviceaccounts,
  services,
} from "../../core/apis/resources.gen.ts"
import type { Client } from "../../core/client/client.ts"
import { isNotFound } from "../../core/machinery/status/status-error.ts"
import { eventually } from "../support/eventually.ts"
import { startFakeKubelets } from "../support/fake-kubelets.ts"
import type { TestApiServer } from "../support/test-api-server.ts"
import { startTestApiServer } from "../support/test-api-server.ts"

const namespace = "default"

let server: TestApiServer
let client: Client
const stop = new AbortController()

beforeAll(async () => {
  server = await startTestApiServer({ controlPlane: true })
  client = server.client
  await startFakeKubelets(client, ["n1", "n2"], stop.signal)
})

afterAll(async () => {
  stop.abort()
  await server[Symbol.asyncDispose]()
})

function template(app: string, image: string) {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: "c", image }] } }
}

function deploymentOf(name: string, replicas: number): Deployment {
  const selector = { matchLabels: { app: name } }
  return { metadata: { namespace, name }, spec: { replicas, selector, template: template(name, "one:1") }, status: {} }
}

async function podsOf(app: string, image?: string): Promise<readonly Pod[]> {
  const { items } = await client.list(pods, { namespace, labelSelector: `app=${app}` })
  return items.filter((pod) => image === undefined || pod.spec.containers[0]?.image === image)
}

it("gives every namespace its account and the certificate authority", async () => {
  await client.create(namespaces, { metadata: { name: "fresh" }, spec: {}, status: {} })
  const at = { namespace: "fresh" }
  await eventually(() => client.get(serviceaccounts, { ...at, name: "default" }))
  const map = await eventually(() => client.get(configmaps, { ...at, name: "kube-root-ca.crt" }))
  expect(map.data?.["ca.crt"]).toContain("BEGIN CERTIFICATE")
})

it("runs a deployment over both nodes behind its service, rolls it out and back, and takes it all away", async () => {
  const at = { namespace, name: "web" }
  await client.create(deployments, deploymentOf("web", 4))
  const service: Service = {
    metadata: at,
    spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
    status: {},
  }
  await client.create(services, service)
  await eventually(async () => expect((await client.get(deployments, at)).status.availableReplicas).toBe(4))
  expect((await podsOf("web")).map((pod) => pod.spec.nodeName).sort()).toEqual(["n1", "n1", "n2", "n2"])
  await eventually(async () => {
    const { items } = await client.list(endpointslices, { namespace, labelSelector: "kubernetes.io/service-name=web" })
    const endpoints = items.flatMap((slice) => slice.endpoints ?? [])
    expect(endpoints.filter(({ conditions }) => conditions?.ready)).toHaveLength(4)
  })
  const roll = async (image: string) => {
    const current = await client.get(deployments, at)
    await client.update(deployments, { ...current, spec: { ...current.spec, template: template("web", image) } })
    await eventually(async () => {
      expect((await podsOf("web")).map((pod) => pod.spec.containers[0]?.image)).toEqual(Array(4).fill(image))
    })
  }
  await roll("two:2")
  await roll("one:1")
  const { items: sets } = await client.list(replicasets, { namespace, labelSelector: "app=web" })
  const revisions = sets.map((each) => each.metadata.annotations?.["deployment.kubernetes.io/revision"])
  expect(revisions.sort()).toEqual(["2", "3"])
  await client.delete(deployments, at)
  await eventually(async () => expect(await podsOf("web")).toEqual([]))
})

it("keeps a daemon on every node and rolls it over", async () => {
  const at = { namespace, name: "agent" }
  const daemonSet: DaemonSet = {
    metadata: at,
    spec: { selector: { matchLabels: { app: "agent" } }, template: template("agent", "one:1") },
    status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
  }
  await client.create(daemonsets, daemonSet)
  await eventually(async () => expect((await client.get(daemonsets, at)).status.numberAvailable).toBe(2))
  const current = await client.get(daemonsets, at)
  await client.update(daemonsets, { ...current, spec: { ...current.spec, template: template("agent", "two:2") } })
  await eventually(async () => {
    const placed = (await podsOf("agent", "two:2")).map((pod) => pod.spec.nodeName)
    expect(placed.sort()).toEqual(["n1", "n2"])
  })
  const { items } = await client.list(controllerrevisions, { namespace, labelSelector: "app=agent" })
  expect(items.map(({ revision }) => revision).sort()).toEqual([1, 2])
  await client.delete(daemonsets, at, { propagationPolicy: "Foreground" })
  await eventually(async () => expect(await podsOf("agent")).toEqual([]))
  await eventually(async () => {
    expect(isNotFound(await client.get(daemonsets, at).catch((error: unknown) => error))).toBe(true)
  })
})

it("leaves the pods when a deployment is deleted without them", async () => {
  const at = { namespace, name: "left" }
  await client.create(deployments, deploymentOf("left", 2))
  await eventually(async () => expect((await client.get(deployments, at)).status.availableReplicas).toBe(2))
  await client.delete(deployments, at, { propagationPolicy: "Orphan" })
  const [set] = await eventually(async () => {
    const { items } = await client.list(replicasets, { namespace, labelSelector: "app=left" })
    expect(items.map((each) => each.metadata.ownerReferences ?? [])).toEqual([[]])
    return items
  })
  expect(await podsOf("left")).toHaveLength(2)
  await client.delete(replicasets, { namespace, name: set?.metadata.name ?? "" })
  await eventually(async () => expect(await podsOf("left")).toEqual([]))
})

it("says why a pod waits, and schedules it when its node comes", async () => {
  const spec = { containers: [{ name: "c", image: "one:1" }], nodeSelector: { disk: "fast" } }
  await client.create(pods, { metadata: { namespace, name: "picky" }, spec, status: {} })
  const message =
    "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, " +
    "preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."
  await eventually(async () => {
    const { status } = await client.get(pods, { namespace, name: "picky" })
    const condition = status.conditions?.find(({ type }) => type === "PodScheduled")
    expect(condition).toMatchObject({ status: "False", reason: "Unschedulable", message })
  })
  await eventually(async () => {
    const { items } = await client.list(events, { namespace, fieldSelector: "reason=FailedScheduling" })
    expect(items.map((event) => event.message)).toContain(message)
  })
  await client.patch(nodes, { name: "n2" }, { type: "merge", body: { metadata: { labels: { disk: "fast" } } } })
  await eventually(async () => {
    expect((await client.get(pods, { namespace, name: "picky" })).spec.nodeName).toBe("n2")
  })
})

it("ends a namespace with all it holds", async () => {
  const name = "ending"
  await client.create(namespaces, { metadata: { name }, spec: {}, status: {} })
  const web = deploymentOf("web", 2)
  await client.create(deployments, { ...web, metadata: { namespace: name, name: "web" } })
  await client.create(configmaps, { metadata: { namespace: name, name: "settings" } })
  await eventually(async () => {
    const { status } = await client.get(deployments, { namespace: name, name: "web" })
    expect(status.availableReplicas).toBe(2)
  })
  await client.delete(namespaces, { name })
  await eventually(async () => {
    expect(isNotFound(await client.get(namespaces, { name }).catch((error: unknown) => error))).toBe(true)
  })
})
