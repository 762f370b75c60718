import type { Pod } from "../../apis/core/v1.gen.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { fieldPathOf, type Placed } from "./containers.ts"
import { nameOf, namespaceOf, uidOf } from "./identity.ts"

/** Tells what happens to pods and their containers. */
export class PodEvents {
  readonly #recorder: EventRecorder

  constructor(recorder: EventRecorder) {
    this.#recorder = recorder
  }

  pod(pod: Pod, type: "Normal" | "Warning", reason: string, message: string): void {
    this.#recorder.record(reference(pod), { type, reason, message })
  }

  container(pod: Pod, placed: Placed, type: "Normal" | "Warning", reason: string, message: string): void {
    this.#recorder.record({ ...reference(pod), fieldPath: fieldPathOf(placed) }, { type, reason, message })
  }
}

/** For a static pod this names the file's hash, as it does in Kubernetes. */
function reference(pod: Pod) {
  const { resourceVersion } = pod.metadata
  const version = resourceVersion === undefined ? {} : { resourceVersion }
  return { kind: "Pod", apiVersion: "v1", namespace: namespaceOf(pod), name: nameOf(pod), uid: uidOf(pod), ...version }
}
