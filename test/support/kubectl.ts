import { join } from "node:path"
import { ensureKubectl } from "../../core/cluster/kubectl/kubectl.ts"
import { home } from "./cove.ts"

/** Every kubectl that must work with a cluster of ours. */
export const kubectlVersions = ["1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36"] as const

export type KubectlVersion = (typeof kubectlVersions)[number]

/** The binary of a minor version, downloaded once. */
export function kubectlPath(version: KubectlVersion): Promise<string> {
  return ensureKubectl(version, join(home, "cache"))
}

/** Helm 4 (it comes with kubectl 1.36) or Helm 3 (with 1.33). */
export function helmPath(major: 3 | 4): Promise<string> {
  return ensureKubectl(major === 4 ? "1.36" : "1.33", join(home, "cache"), { tool: "helm" })
}
