import { formatFieldError } from "../../../../machinery/field/field-error.ts"
import { defaultPod } from "../../pod/defaults.ts"
import { validatePodCreate } from "../../pod/validation.ts"
import type { Container, Pod, PodSpec } from "../../v1.gen.ts"

/** A pod that nothing is wrong with, as it is after decoding and defaulting. */
export function newPod(spec: Partial<PodSpec> = {}, metadata: Pod["metadata"] = {}): Pod {
  return defaultPod({
    metadata: { name: "web", namespace: "default", ...metadata },
    spec: { serviceAccountName: "default", containers: [{ name: "c", image: "nginx" }], ...spec },
    status: {},
  })
}

export function withContainer(container: Partial<Container>, spec: Partial<PodSpec> = {}): Pod {
  return newPod({ containers: [{ name: "c", image: "nginx", ...container }], ...spec })
}

/** What is wrong with the pod, line by line. */
export function complaintsAbout(pod: Pod): readonly string[] {
  return validatePodCreate(pod).map(formatFieldError)
}
