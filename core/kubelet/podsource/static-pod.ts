import { defaultPod } from "../../apis/core/pod/defaults.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { isJsonObject } from "../../base/json.ts"
import { sha256Hex } from "../../host/digest.ts"
import { configHashAnnotation, configSeenAnnotation, configSourceAnnotation } from "../pod/identity.ts"

/** Turns the content of a manifest into the pod this node runs for it. Undefined: it is no pod. */
export function staticPodOf(manifest: unknown, nodeName: string, seen: string): Pod | undefined {
  if (!isJsonObject(manifest) || manifest["kind"] !== "Pod" || manifest["apiVersion"] !== "v1") return undefined
  const { metadata, spec } = manifest
  if (!isJsonObject(metadata) || !isJsonObject(spec)) return undefined
  if (typeof metadata["name"] !== "string" || !Array.isArray(spec["containers"])) return undefined
  // Checked as far as the kubelet relies on it; the mirror pod goes through the API server's validation.
  const { metadata: given, spec: wanted } = manifest as unknown as Pod
  const hash = sha256Hex(JSON.stringify([nodeName, metadata, spec])).slice(0, 32)
  const annotations = {
    ...given.annotations,
    [configHashAnnotation]: hash,
    [configSeenAnnotation]: seen,
    [configSourceAnnotation]: "file",
  }
  const named = {
    ...given,
    name: `${given.name}-${nodeName}`,
    namespace: given.namespace || "default",
    uid: hash,
    annotations,
  }
  // Whatever happens to the node, what makes it a node stays.
  const tolerations = [...(wanted?.tolerations ?? []), { operator: "Exists", effect: "NoExecute" } as const]
  return defaultPod({
    apiVersion: "v1",
    kind: "Pod",
    metadata: named,
    spec: { ...wanted, containers: wanted?.containers ?? [], nodeName, tolerations },
    status: { phase: "Pending" },
  })
}
