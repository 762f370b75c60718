import type { EndpointAddress, EndpointPort, EndpointSubset } from "../v1.gen.ts"

/**
 * The same addresses and ports in the fewest subsets: every port once, ports with the same addresses together.
 *
 *   {a b}:80 {a}:81 {b}:81   →   {a b}:80,81
 */
export function repackSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const byPort = new Map<string, { readonly port: EndpointPort | undefined; readonly backends: Map<string, Backend> }>()
  for (const subset of subsets) {
    const ports = subset.ports ?? []
    for (const port of ports.length === 0 ? [undefined] : ports) {
      const key = port === undefined ? "" : JSON.stringify([port.name, port.port, port.protocol, port.appProtocol])
      const found = byPort.get(key) ?? { port, backends: new Map() }
      byPort.set(key, found)
      addAll(found.backends, subset.addresses, true)
      addAll(found.backends, subset.notReadyAddresses, false)
    }
  }
  return group([...byPort.values()])
}

interface Backend {
  readonly address: EndpointAddress
  readonly ready: boolean
}

function addAll(to: Map<string, Backend>, addresses: readonly EndpointAddress[] | undefined, ready: boolean): void {
  for (const address of addresses ?? []) {
    const key = `${address.ip} ${address.targetRef?.uid ?? ""}`
    const known = to.get(key)
    // Not ready anywhere is not ready.
    if (known === undefined || (known.ready && !ready)) to.set(key, { address, ready })
  }
}

function group(
  ports: readonly { readonly port: EndpointPort | undefined; readonly backends: ReadonlyMap<string, Backend> }[],
): readonly EndpointSubset[] {
  const bySet = new Map<string, { readonly ports: EndpointPort[]; readonly backends: readonly Backend[] }>()
  for (const { port, backends } of ports) {
    const sorted = [...backends].sort(([a], [b]) => (a < b ? -1 : 1))
    const key = sorted.map(([name, { ready }]) => `${name} ${ready}`).join("\n")
    const found = bySet.get(key) ?? { ports: [], backends: sorted.map(([, backend]) => backend) }
    bySet.set(key, found)
    if (port !== undefined) found.ports.push(port)
  }
  return [...bySet.values()].map(({ ports: own, backends }) => {
    const ready = backends.filter((backend) => backend.ready).map(({ address }) => address)
    const others = backends.filter((backend) => !backend.ready).map(({ address }) => address)
    return {
      ...(ready.length === 0 ? {} : { addresses: ready }),
      ...(others.length === 0 ? {} : { notReadyAddresses: others }),
      ...(own.length === 0 ? {} : { ports: own }),
    }
  })
}
