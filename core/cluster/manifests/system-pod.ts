import type { EnvVar, Volume, VolumeMount } from "../../apis/core/v1.gen.ts"

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
  return ["/opt/cove/bin/node", ...nodejsOptions(program), `/opt/cove/lib/${program}.mjs`, ...options]
}

/**
 * Most of these programs are idle most of their lives, and memory is what their users see: small young generations, and
 * less of it for speed (27 MB less on a node of one). Only the API server is to be quick under load.
 */
export function nodejsOptions(program: string): readonly string[] {
  return program === "kube-apiserver"
    ? ["--max-semi-space-size=4"]
    : ["--max-semi-space-size=1", "--optimize-for-size", "--v8-pool-size=1"]
}

/** One arena of memory for all threads, as only one of them does much: 2 MB less for each program. */
export const programEnvironment = { MALLOC_ARENA_MAX: "1" } as const

export const systemEnv: readonly EnvVar[] = Object.entries(programEnvironment).map(([name, value]) => ({ name, value }))
