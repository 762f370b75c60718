import { runLightly } from "../host/light-command.ts"
import type { ServicePort } from "./service-port.ts"

/**
 * UDP flows that the kernel still sends where they should no longer go. TCP notices by itself; a UDP client that keeps
 * its port (every DNS resolver) would stay with a dead endpoint, or with "nobody there", for as long as it asks.
 */
export function staleFlows(
  before: ReadonlyMap<string, ServicePort>,
  now: ReadonlyMap<string, ServicePort>,
): readonly StaleFlow[] {
  return [...before.values()].flatMap((old) => {
    if (old.protocol !== "udp") return []
    const current = now.get(old.id)
    const kept = new Set(
      [...(current?.clusterEndpoints ?? []), ...(current?.externalEndpoints ?? [])].map((each) => each.ip),
    )
    const gone = [...old.clusterEndpoints, ...old.externalEndpoints]
      .filter((each) => !kept.has(each.ip))
      .map((each) => each.ip)
    const cameBack = old.clusterEndpoints.length === 0 && (current?.clusterEndpoints.length ?? 0) > 0
    const addresses = [old.clusterIP, ...old.externalIPs]
    return [
      ...[...new Set(gone)].flatMap((endpointIP) =>
        addresses.map((address) => ({ address, port: old.port, endpointIP })),
      ),
      ...(cameBack ? addresses.map((address) => ({ address, port: old.port, endpointIP: undefined })) : []),
      ...(old.nodePort === undefined
        ? []
        : [...new Set(gone)].map((endpointIP) => ({ address: undefined, port: old.nodePort ?? 0, endpointIP }))),
    ]
  })
}

export interface StaleFlow {
  readonly address: string | undefined
  readonly port: number
  /** Undefined: wherever it goes. */
  readonly endpointIP: string | undefined
}

export async function deleteFlows(flows: readonly StaleFlow[], signal: AbortSignal): Promise<void> {
  for (const { address, port, endpointIP } of flows) {
    const to = address === undefined ? [] : ["--orig-dst", address]
    const through = endpointIP === undefined ? [] : ["--dst-nat", endpointIP]
    await runLightly("conntrack", ["-D", "-p", "udp", ...to, "--dport", String(port), ...through], { signal }).catch(
      ignoreNoneFound,
    )
  }
}

/** conntrack ends with 1 when there was nothing to delete. */
function ignoreNoneFound(error: unknown): void {
  if (!(error instanceof Error) || !/0 flow entries/.test(error.message)) throw error
}
