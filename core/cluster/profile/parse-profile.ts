import type { Profile, ProfileNode } from "./profile.ts"

/** A profile out of what a file held. Throws a TypeError that names what is missing or wrong. */
export function parseProfile(value: unknown): Profile {
  const profile = mapping(value, "The file")
  for (const name of texts) expect(typeof profile[name] === "string" && profile[name] !== "", `${name} must be a text`)
  for (const name of numbers) expect(Number.isFinite(profile[name]), `${name} must be a number`)
  expect(drivers.includes(String(profile["driver"])), `driver must be one of ${drivers.join(", ")}`)
  const nodes: unknown = profile["nodes"]
  expect(Array.isArray(nodes), "nodes must be a list")
  const parsed = (nodes as readonly unknown[]).map(parseNode) // just checked
  expect(parsed.filter((node) => node.controlPlane).length === 1, "one of nodes must be the control plane")
  return { ...profile, nodes: parsed } as unknown as Profile // every field was looked at
}

const texts = ["name", "kubernetesVersion", "subnet", "podSubnet", "serviceSubnet", "dnsDomain", "kubeconfig"] as const
const numbers = ["apiServerPort", "cpus", "memoryMiB"] as const
const drivers: readonly string[] = ["docker", "native"]

function parseNode(value: unknown, index: number): ProfileNode {
  const node = mapping(value, `nodes[${index}]`)
  for (const name of ["name", "address", "podSubnet"])
    expect(typeof node[name] === "string", `nodes[${index}].${name} must be a text`)
  expect(typeof node["controlPlane"] === "boolean", `nodes[${index}].controlPlane must be true or false`)
  return node as unknown as ProfileNode // just checked
}

function mapping(value: unknown, what: string): Readonly<Record<string, unknown>> {
  expect(typeof value === "object" && value !== null && !Array.isArray(value), `${what} must be a mapping`)
  return value as Readonly<Record<string, unknown>> // just checked
}

function expect(holds: boolean, message: string): void {
  if (!holds) throw new TypeError(message)
}
