import type { Driver, NodeSpec } from "../../drivers/driver.ts"
import { hostsOf, nodeFiles } from "../node-files/node-files.ts"
import { packFiles } from "../node-files/pack-files.ts"
import type { Profile, ProfileNode } from "../profile/profile.ts"
import type { NodeParts } from "./parts.ts"

/** Makes, fills and starts every node that does not run; lets go on what is paused. Files are written anew at each start: so a newer Cove arrives on old nodes. */
export async function startNodes(
  driver: Driver,
  profile: Profile,
  parts: NodeParts,
  signal: AbortSignal,
): Promise<void> {
  const alive = (await driver.list(profile.name, signal)).filter((node) => node.running)
  await Promise.all(alive.filter((node) => node.paused).map((node) => driver.unpause(node.name, signal)))
  const running = new Set(alive.map((node) => node.name))
  const stopped = profile.nodes.filter((node) => !running.has(node.name))
  const knowing = profile.nodes.filter((node) => running.has(node.name))
  await Promise.all([
    ...stopped.map((node) => startNode(driver, { profile, node, parts, signal })),
    ...(stopped.length === 0 ? [] : knowing.map((node) => tellOfNodes(driver, profile, node.name, signal))),
  ])
}

/** A node that runs learns the names of those that come to it. */
async function tellOfNodes(driver: Driver, profile: Profile, node: string, signal: AbortSignal): Promise<void> {
  const files = { "/etc/cove/hosts": { text: hostsOf(profile) } }
  await driver.copyIn(node, await packFiles(files, {}), signal)
  await driver.exec(node, ["/usr/local/bin/entrypoint", "names"], {}, signal)
}

export async function removeNodes(driver: Driver, cluster: string): Promise<void> {
  const nodes = await driver.list(cluster)
  await Promise.all(nodes.map((node) => driver.remove(node.name)))
}

export async function stopNodes(driver: Driver, cluster: string): Promise<void> {
  const nodes = await driver.list(cluster)
  await Promise.all(nodes.filter((node) => node.running).map((node) => driver.stop(node.name)))
}

interface NodeStart {
  readonly profile: Profile
  readonly node: ProfileNode
  readonly parts: NodeParts
  readonly signal: AbortSignal
}

async function startNode(driver: Driver, { profile, node, parts, signal }: NodeStart): Promise<void> {
  const files = nodeFiles({
    profile,
    node,
    pki: parts.pki,
    nameServers: parts.nameServers,
    authorities: parts.authorities,
  })
  const [archive] = await Promise.all([
    packFiles(files, parts.folders),
    driver.create(nodeSpec(profile, node, parts), signal),
  ])
  await driver.copyIn(node.name, archive, signal)
  await driver.start(node.name, signal)
}

function nodeSpec(profile: Profile, node: ProfileNode, parts: NodeParts): NodeSpec {
  const others = profile.nodes.filter((other) => other.name !== node.name).map((other) => [other.name, other.address])
  return {
    name: node.name,
    cluster: profile.name,
    image: parts.image,
    address: node.address,
    resources: { cpus: profile.cpus, memoryBytes: profile.memoryMiB * 1024 * 1024 },
    hosts: Object.fromEntries(others),
    publishedPort: profile.apiServerPort,
  }
}
