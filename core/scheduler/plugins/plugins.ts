import type { Plugin } from "../framework/plugin.ts"
import { imageLocality } from "./imagelocality/image-locality.ts"
import { interPodAffinity } from "./interpodaffinity/inter-pod-affinity.ts"
import type { NamespaceLabels } from "./interpodaffinity/matching.ts"
import { nodeAffinity } from "./nodeaffinity/node-affinity.ts"
import { nodeName } from "./nodename/node-name.ts"
import { nodePorts } from "./nodeports/node-ports.ts"
import { nodeResourcesBalancedAllocation } from "./noderesources/balanced-allocation.ts"
import { nodeResourcesFit } from "./noderesources/fit.ts"
import { nodeUnschedulable } from "./nodeunschedulable/node-unschedulable.ts"
import { podTopologySpread } from "./podtopologyspread/pod-topology-spread.ts"
import { taintToleration } from "./tainttoleration/taint-toleration.ts"
import type { VolumeView } from "./volumebinding/volume-binding.ts"
import { volumeBinding } from "./volumebinding/volume-binding.ts"

/** All plugins in the order they are asked, which is Kubernetes' own: the first that says no gives a node's reason. */
export function newPlugins({
  labelsOf,
  volumes,
}: {
  labelsOf: NamespaceLabels
  volumes: VolumeView
}): readonly Plugin[] {
  return [
    nodeUnschedulable,
    nodeName,
    taintToleration,
    nodeAffinity,
    nodePorts,
    nodeResourcesFit,
    volumeBinding(volumes),
    podTopologySpread,
    interPodAffinity(labelsOf),
    nodeResourcesBalancedAllocation,
    imageLocality,
  ]
}
