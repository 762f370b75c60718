import { nodes as nodeResource } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import type { ControllerDefinition } from "../controller-definition.ts"

export const ttlAnnotation = "node.alpha.kubernetes.io/ttl"

/** Notes on every node how long its kubelet may keep secrets and config maps: the more nodes, the longer. */
export const ttl: ControllerDefinition = {
  name: "ttl-controller",
  account: "ttl-controller",
  newController({ client, informers, clock, log }) {
    const nodes = informers.of(nodeResource)
    let step = 0
    const controller = new Controller({ name: ttl.name, clock, log, workers: 1, reconcile })
    nodes.onChange(({ key, current }) => {
      const before = step
      step = stepFor(nodes.list().length, before)
      if (step !== before) for (const { metadata } of nodes.list()) controller.enqueue(metadata.name ?? "")
      const noted = current?.metadata.annotations?.[ttlAnnotation]
      if (current !== undefined && noted !== String(steps[step]?.seconds)) controller.enqueue(key)
    })
    return controller

    async function reconcile(name: string, signal: AbortSignal): Promise<void> {
      const node = nodes.get(name)
      const seconds = String(steps[step]?.seconds ?? 0)
      if (node === undefined || node.metadata.annotations?.[ttlAnnotation] === seconds) return
      const body = { metadata: { annotations: { [ttlAnnotation]: seconds } } }
      await client.patch(nodeResource, { name, signal }, { type: "merge", body })
    }
  },
}

/** Kubernetes' own: the ranges overlap, so that a cluster at an edge does not go to and fro. */
const steps = [
  { atLeast: 0, atMost: 100, seconds: 0 },
  { atLeast: 90, atMost: 500, seconds: 15 },
  { atLeast: 450, atMost: 1000, seconds: 30 },
  { atLeast: 900, atMost: 2000, seconds: 60 },
  { atLeast: 1800, atMost: Number.POSITIVE_INFINITY, seconds: 300 },
]

export function stepFor(nodeCount: number, before: number): number {
  const current = steps[before]
  if (current === undefined) return 0
  if (nodeCount > current.atMost) return stepFor(nodeCount, before + 1)
  if (nodeCount < current.atLeast) return stepFor(nodeCount, before - 1)
  return before
}
