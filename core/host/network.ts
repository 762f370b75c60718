import { readFile } from "node:fs/promises"
import { networkInterfaces } from "node:os"
import { readTextFile } from "./files.ts"

/** Every subnet that this machine has an address in or a route to, in CIDR form. Without the default routes. */
export async function subnetsInUse(): Promise<string[]> {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const addresses = own.filter((address) => address.family === "IPv4").flatMap((address) => address.cidr ?? [])
  const routes = await readFile("/proc/net/route", "utf8").catch(() => "")
  return [...addresses, ...parseRoutes(routes)]
}

/** The kernel's table: destination and mask as hexadecimal numbers in the machine's (little-endian) byte order. */
export function parseRoutes(table: string): string[] {
  const rows = table
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
  return rows.flatMap(([, destination, , , , , , mask]) => {
    if (destination === undefined || mask === undefined || destination === "00000000") return []
    const octets = (destination.match(/../g) ?? []).map((hex) => Number.parseInt(hex, 16)).reverse()
    const bits = [...Number.parseInt(mask, 16).toString(2)].filter((bit) => bit === "1").length
    return [`${octets.join(".")}/${bits}`]
  })
}

/** The name servers that can be asked from elsewhere than this machine itself: a stub on 127.0.0.53 cannot, those it asks can. */
export async function nameServers(): Promise<string[]> {
  for (const file of ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"]) {
    const servers = parseNameServers((await readTextFile(file)) ?? "").filter((server) => !isLoopback(server))
    if (servers.length > 0) return servers
  }
  return []
}

export function parseNameServers(resolvConf: string): string[] {
  const lines = resolvConf.split("\n").map((line) => line.trim().split(/\s+/))
  return lines.flatMap(([keyword, server]) => (keyword === "nameserver" && server !== undefined ? [server] : []))
}

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1"
}
