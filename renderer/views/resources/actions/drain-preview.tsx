import type { ReactNode } from "react"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { pods } from "../../../../core/apis/resources.gen.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { texts } from "../../../texts/texts.ts"
import { type DrainVerdict, drainVerdict } from "./drain.ts"
import type { ActionChoices, ActionTargets } from "./object-action.ts"

const words = texts.resources.drain
const order: readonly DrainVerdict[] = ["evict", "stays", "unmanaged", "losesData"]

/** What a drain will do with the pods of the nodes, as things stand. */
export function DrainPreview({
  about,
  choices,
}: {
  readonly about: ActionTargets
  readonly choices: ActionChoices
}): ReactNode {
  const { objects } = useObjects(pods)
  const nodes = new Set(about.objects.map(({ metadata }) => metadata.name))
  const counts = Map.groupBy(
    objects.filter((pod: Pod) => nodes.has(pod.spec?.nodeName)),
    (pod) => drainVerdict(pod, choices),
  )
  return (
    <ul className="flex flex-col gap-0.5">
      {order.map((verdict) => {
        const count = counts.get(verdict)?.length ?? 0
        if (count === 0) return null
        const isBad = verdict === "unmanaged" || verdict === "losesData"
        return (
          <li key={verdict} className={isBad ? "text-bad-ink" : "text-muted"}>
            {words[verdict](count)}
          </li>
        )
      })}
    </ul>
  )
}
