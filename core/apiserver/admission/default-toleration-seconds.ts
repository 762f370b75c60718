import type { Pod, Toleration } from "../../apis/core/v1.gen.ts"
import { pods } from "../../apis/resources.gen.ts"
import type { AdmissionPlugin } from "./plugin.ts"

const defaultSeconds = 300
const tolerated = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] as const

/** A pod stays five minutes on a node that stopped answering, unless it says otherwise. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: "DefaultTolerationSeconds",
  mutate({ kind, subresource, object }) {
    if (object === undefined) throw new TypeError("Cannot admit: a mutating plugin was called without an object")
    if (kind.resource !== pods || subresource !== "") return object
    const pod = object as Pod // of the kind pods
    const own = pod.spec.tolerations ?? []
    const missing = tolerated.filter((key) => !own.some((each) => covers(each, key)))
    if (missing.length === 0) return pod
    const added = missing.map(
      (key): Toleration => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: defaultSeconds }),
    )
    return { ...pod, spec: { ...pod.spec, tolerations: [...own, ...added] } }
  },
}

function covers({ key, effect }: Toleration, taint: string): boolean {
  return (!key || key === taint) && (!effect || effect === "NoExecute")
}
