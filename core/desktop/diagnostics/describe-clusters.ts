import { Writable } from "node:stream"
import type { Event, Node, Pod } from "../../apis/core/v1.gen.ts"
import { events, nodes, pods } from "../../apis/resources.gen.ts"
import { describeError } from "../../base/log.ts"
import { withDeadline } from "../../base/signals.ts"
import type { Client } from "../../client/client.ts"
import { adminAccess, clientOver, serverOf } from "../../cluster/api-access.ts"
import { existingCluster } from "../../cluster/existing-cluster.ts"
import { writeLogs } from "../../cluster/logs.ts"
import { ProfileStore } from "../../cluster/profile/profile-store.ts"
import type { Driver } from "../../drivers/driver.ts"
import type { DesktopDeps } from "../deps.ts"
import { asText, type DiagnosticsPart } from "./diagnostics-part.ts"

/** What is written down about each cluster, and what it says of itself when it runs. */
export async function describeClusters(deps: DesktopDeps, signal: AbortSignal): Promise<readonly DiagnosticsPart[]> {
  const names = await new ProfileStore(deps.cluster.home).names()
  const described = await Promise.all(
    names.map((name) =>
      describeCluster(deps, name, signal).catch((error: unknown) => [part(name, "problem.txt", describeError(error))]),
    ),
  )
  return described.flat()
}

/** What does not answer for so long does not answer. */
const answersWithinMs = 15_000
const logLines = 400
const objectsMax = 500

async function describeCluster(deps: DesktopDeps, name: string, signal: AbortSignal) {
  const { profile, driver } = await existingCluster(deps.cluster, name)
  const states = await driver.list(name, signal)
  const running = states.filter((node) => node.running && !node.paused)
  const ask = async (file: string, answer: (signal: AbortSignal) => Promise<string>): Promise<DiagnosticsPart> => {
    const told = withDeadline(answer, { clock: deps.clock, atMostMs: answersWithinMs, signal })
    return part(name, file, await told.catch(describeError))
  }
  const parts = [part(name, "profile.json", asText(profile)), part(name, "nodes.json", asText(states))]
  const logs = running.map((node) => ask(`logs/${node.name}.txt`, (within) => logsOf(driver, node.name, within)))
  if (running.length === 0) return parts
  const access = await adminAccess(deps.cluster, profile, await serverOf(driver, profile))
  const transport = deps.cluster.openTransport(access)
  try {
    const client = clientOver(transport, deps.cluster)
    const objects = descriptions.map(({ file, describe }) =>
      ask(file, async (within) => asText(await describe(client, within))),
    )
    return [...parts, ...(await Promise.all([...logs, ...objects]))]
  } finally {
    transport.close()
  }
}

function part(cluster: string, file: string, text: string): DiagnosticsPart {
  return { path: `clusters/${cluster}/${file}`, text }
}

async function logsOf(driver: Driver, node: string, signal: AbortSignal): Promise<string> {
  const said: Buffer[] = []
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said.push(chunk)
      done()
    },
  })
  await writeLogs(driver, node, { lines: logLines, follow: false }, { stdout }, signal)
  return Buffer.concat(said).toString()
}

interface Description {
  readonly file: string
  describe(client: Client, signal: AbortSignal): Promise<unknown>
}

const descriptions: readonly Description[] = [
  {
    file: "api/nodes.json",
    describe: async (client, signal) =>
      (await client.list(nodes, { limit: objectsMax, signal })).items.map(nodeSummary),
  },
  {
    file: "api/pods.json",
    describe: async (client, signal) => (await client.list(pods, { limit: objectsMax, signal })).items.map(podSummary),
  },
  {
    file: "api/events.json",
    describe: async (client, signal) =>
      (await client.list(events, { limit: objectsMax, signal })).items.map(eventSummary),
  },
]

function nodeSummary({ metadata, spec, status }: Node) {
  const { conditions, nodeInfo, capacity, allocatable } = status ?? {}
  return {
    name: metadata.name,
    labels: metadata.labels,
    taints: spec?.taints,
    conditions,
    nodeInfo,
    capacity,
    allocatable,
  }
}

/** Without environments, arguments and annotations: people put passwords there. */
function podSummary({ metadata, spec, status }: Pod) {
  return {
    name: `${metadata.namespace}/${metadata.name}`,
    createdAt: metadata.creationTimestamp,
    deletedAt: metadata.deletionTimestamp,
    node: spec?.nodeName,
    containers: spec?.containers.map(({ name, image, resources }) => ({ name, image, resources })),
    phase: status?.phase,
    reason: status?.reason,
    message: status?.message,
    conditions: status?.conditions,
    containerStatuses: status?.containerStatuses,
  }
}

function eventSummary({ metadata, involvedObject, reason, message, type, count, lastTimestamp, eventTime }: Event) {
  const { kind, namespace, name } = involvedObject
  const at = lastTimestamp ?? eventTime ?? metadata.creationTimestamp
  return { at, type, reason, object: `${kind} ${namespace ?? ""}/${name}`, message, count }
}
