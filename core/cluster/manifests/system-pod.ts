import type { Volume, VolumeMount } from "../../apis/core/v1.gen.ts"

/** Nearly empty: what runs in it is the node's own, mounted, so that all processes share one copy in memory. */
export const systemImage = "cove-system:v1"

export const systemVolumes: readonly Volume[] = [
  { name: "usr", hostPath: { path: "/usr", type: "Directory" } },
  { name: "cove", hostPath: { path: "/opt/cove", type: "Directory" } },
]

export const systemMounts: readonly VolumeMount[] = [
  { name: "usr", mountPath: "/usr", readOnly: true },
  { name: "cove", mountPath: "/opt/cove", readOnly: true },
]

/** How one of our programs is started, with its flags in the order given. */
export function programCommand(program: string, flags: Readonly<Record<string, string>>): string[] {
  const options = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
  return ["/opt/cove/bin/node", ...nodejsOptions, `/opt/cove/lib/${program}.mjs`, ...options]
}

/** A small young generation: these processes are idle most of their lives, and memory is what their users see. */
export const nodejsOptions: readonly string[] = ["--max-semi-space-size=2"]
