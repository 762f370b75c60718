import type { Node } from "../apis/core/v1.gen.ts"

/** The pods of another node, and by which address one gets there. */
export interface Route {
  readonly subnet: string
  readonly via: string
}

/** One route for each other node that has a range and an address. */
export function routesTo(nodes: readonly Node[], self: string): readonly Route[] {
  return nodes.flatMap((node) => {
    if (node.metadata.name === self) return []
    const via = node.status?.addresses?.find(({ type }) => type === "InternalIP")?.address
    const subnets = node.spec?.podCIDRs ?? (node.spec?.podCIDR ? [node.spec.podCIDR] : [])
    return via === undefined ? [] : subnets.filter((subnet) => !subnet.includes(":")).map((subnet) => ({ subnet, via }))
  })
}

/** Commands for ip(8) that turn the routes there are into those there should be. */
export function routeChanges(have: readonly Route[], want: readonly Route[]): readonly (readonly string[])[] {
  const wanted = new Map(want.map((route) => [route.subnet, route.via]))
  const had = new Map(have.map((route) => [route.subnet, route.via]))
  return [
    ...have.filter(({ subnet }) => !wanted.has(subnet)).map(({ subnet, via }) => ["route", "del", subnet, "via", via]),
    ...want
      .filter(({ subnet, via }) => had.get(subnet) !== via)
      .map(({ subnet, via }) => ["route", "replace", subnet, "via", via, "proto", routeProtocol]),
  ]
}

/** What `ip route show proto …` lists: `10.244.1.0/24 via 192.168.99.101 dev eth0`. */
export function parseRouteList(text: string): readonly Route[] {
  return text.split("\n").flatMap((line) => {
    const match = /^(\S+) via (\S+)/.exec(line)
    return match === null ? [] : [{ subnet: match[1] ?? "", via: match[2] ?? "" }]
  })
}

/** Marks routes as ours, for whoever lists them and for ourselves after a restart. */
export const routeProtocol = "99"
