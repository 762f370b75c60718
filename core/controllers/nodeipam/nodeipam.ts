import { nodes as nodeResource } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { ControllerDefinition } from "../controller-definition.ts"
import { nextNodeCidr } from "./cidr.ts"

/** All nodes draw from one range, so that what one was given counts before the next is. */
const pool = "pool"

/** Gives each node that has none a range of pod addresses: `spec.podCIDR` 10.244.0.0/24, 10.244.1.0/24 ... */
export const nodeipam: ControllerDefinition = {
  name: "node-ipam-controller",
  account: "node-controller",
  newController({ client, informers, clock, log, settings, recorderFor }) {
    const nodes = informers.of(nodeResource)
    const own = new OwnWrites(nodes, clock)
    const recorder = recorderFor("cidrAllocator")
    const controller = new Controller({ name: nodeipam.name, clock, log, workers: 1, reconcile })
    nodes.onChange(({ key, current }) => {
      if (current !== undefined && !current.spec.podCIDR) controller.enqueue(key)
    })
    return controller

    async function reconcile(name: string, signal: AbortSignal): Promise<void> {
      const { clusterCidr } = settings
      await own.settled(pool, signal)
      const node = nodes.get(name)
      if (clusterCidr === undefined || node === undefined || node.spec.podCIDR) return
      const podCIDR = nextNodeCidr(clusterCidr, new Set(nodes.list().map((each) => each.spec.podCIDR ?? "")))
      if (podCIDR === undefined) {
        const message = `Node ${name} status is now: CIDRAssignmentFailed`
        recorder.record(referenceTo(nodeResource, node), { type: "Normal", reason: "CIDRAssignmentFailed", message })
        throw new RangeError(`Cannot give node "${name}" pod addresses: range ${clusterCidr} is used up`)
      }
      const body = { spec: { podCIDR, podCIDRs: [podCIDR] } }
      own.wrote(pool, await client.patch(nodeResource, { name, signal }, { type: "merge", body }))
    }
  },
}
