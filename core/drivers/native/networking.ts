import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runCommand } from "../../host/command.ts"
import { nameServers } from "../../host/network.ts"
import type { Network } from "../driver.ts"
import { type NativeNode, shortHash } from "./native-store.ts"

/** The cluster's bridge on this machine, with a way out. Several nodes may ask at once: each step may have been done. */
export async function layBridge(driverId: string, cluster: string, network: Network): Promise<void> {
  const bridge = bridgeName(driverId, cluster)
  await succeeds("ip", "link", "add", bridge, "type", "bridge")
  await runCommand("ip", ["address", "replace", `${network.gateway}/${network.subnet.split("/")[1]}`, "dev", bridge])
  await runCommand("ip", ["link", "set", bridge, "up"])
  await writeFile("/proc/sys/net/ipv4/ip_forward", "1")
  await runCommand("nft", ["-f", "-"], { input: masquerading(bridge, network.subnet) })
  await letThroughDockersRules(bridge)
}

export async function removeBridge(driverId: string, cluster: string): Promise<void> {
  const bridge = bridgeName(driverId, cluster)
  await succeeds("ip", "link", "delete", bridge)
  await succeeds("nft", "delete", "table", "ip", tableName(bridge))
  for (const rule of forwardRules(bridge)) {
    for (let copies = 0; copies < 10 && (await succeeds("iptables", "-D", "FORWARD", ...rule)); copies++);
  }
}

/** A network namespace with one end of a pair of cables; the other is in the bridge. Returns the namespace's path. */
export async function connectNode(driverId: string, node: NativeNode, network: Network): Promise<string> {
  const { namespace, cable } = namesOf(driverId, node)
  await disconnectNode(driverId, node)
  await runCommand("ip", ["netns", "add", namespace])
  await runCommand("ip", ["link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace])
  await runCommand("ip", ["link", "set", cable, "master", bridgeName(driverId, node.cluster), "up"])
  const inside = [
    "link set lo up",
    `address add ${node.address}/${network.subnet.split("/")[1]} dev eth0`,
    "link set eth0 up",
    `route add default via ${network.gateway}`,
  ]
  await runCommand("ip", ["-n", namespace, "-batch", "-"], { input: inside.join("\n") })
  await writeNames(node)
  return `/run/netns/${namespace}`
}

/** Removing the namespace alone would leave the cable for a moment longer. */
export async function disconnectNode(driverId: string, node: NativeNode): Promise<void> {
  const { namespace, cable } = namesOf(driverId, node)
  await succeeds("ip", "link", "delete", cable)
  await succeeds("ip", "netns", "delete", namespace)
}

/** What an engine would write for a container. */
async function writeNames(node: NativeNode): Promise<void> {
  const hosts = { localhost: "127.0.0.1", [node.name]: node.address, ...node.hosts }
  const lines = Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`)
  const servers = (await nameServers()).map((server) => `nameserver ${server}\n`)
  const etc = join(node.folder, "root", "etc")
  await writeFile(join(etc, "hosts"), lines.join(""))
  await writeFile(join(etc, "hostname"), `${node.name}\n`)
  await writeFile(join(etc, "resolv.conf"), servers.join(""))
}

/** Replaces the table, whatever it held. */
function masquerading(bridge: string, subnet: string): string {
  const table = tableName(bridge)
  return `table ip ${table}
delete table ip ${table}
table ip ${table} {
  chain postrouting {
    type nat hook postrouting priority 100; policy accept;
    ip saddr ${subnet} ip daddr != ${subnet} oifname != "${bridge}" masquerade
  }
}
`
}

/** Where Docker is installed too, its policy is to forward nothing that it does not know. */
async function letThroughDockersRules(bridge: string): Promise<void> {
  if (!(await succeeds("iptables", "-L", "DOCKER-USER", "-n"))) return
  for (const rule of forwardRules(bridge)) {
    if (!(await succeeds("iptables", "-C", "FORWARD", ...rule)))
      await runCommand("iptables", ["-I", "FORWARD", ...rule])
  }
}

function forwardRules(bridge: string): readonly (readonly string[])[] {
  return [
    ["-i", bridge, "-j", "ACCEPT"],
    ["-o", bridge, "-j", "ACCEPT"],
  ]
}

async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  return runCommand(command, args).then(
    () => true,
    () => false,
  )
}

/** The kernel takes 15 letters. */
function bridgeName(driverId: string, cluster: string): string {
  return `cove-${shortHash(`${driverId}/${cluster}`)}`
}

function tableName(bridge: string): string {
  return bridge.replace("-", "_")
}

function namesOf(driverId: string, node: NativeNode): { readonly namespace: string; readonly cable: string } {
  const hash = shortHash(`${driverId}/${node.cluster}/${node.name}`)
  return { namespace: `cove-${hash}`, cable: `cove.${hash}` }
}
