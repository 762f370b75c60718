import type { Pod } from "../../apis/core/v1.gen.ts"
import type { Informer } from "../../client/informer/informer.ts"

const index = "node"

export function indexByNode(pods: Informer<Pod>): void {
  pods.addIndex(index, ({ spec }) => (spec.nodeName ? [spec.nodeName] : []))
}

export function podsOnNode(pods: Informer<Pod>, nodeName: string): readonly Pod[] {
  return pods.byIndex(index, nodeName)
}
