import type { NamespaceCondition } from "../../apis/core/v1.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { withCondition } from "../../machinery/meta/conditions.ts"

/** How far the deletion of what a namespace holds has come. */
export interface Progress {
  /** Why not all that is served could be asked for. */
  readonly discoveryFailures: readonly string[]
  readonly deletionFailures: readonly string[]
  /** How many are left of each resource: `configmaps.` → 1. */
  readonly remaining: ReadonlyMap<string, number>
  /** How many are held by each finalizer. */
  readonly finalizers: ReadonlyMap<string, number>
}

/** The five conditions of a namespace that ends, in Kubernetes' words. */
export function endingConditions(
  conditions: readonly NamespaceCondition[] | undefined,
  { discoveryFailures, deletionFailures, remaining, finalizers }: Progress,
  nowMs: number,
): readonly NamespaceCondition[] {
  const left = counted(remaining, (name, count) => `${name} has ${count} resource instances`)
  const held = counted(finalizers, (name, count) => `${name} in ${count} resource instances`)
  const words: readonly Words[] = [
    discoveryFailures.length > 0
      ? [
          "NamespaceDeletionDiscoveryFailure",
          "True",
          "DiscoveryFailed",
          `Discovery failed for some groups, ${discoveryFailures.length} failing: ${listed(discoveryFailures)}`,
        ]
      : ["NamespaceDeletionDiscoveryFailure", "False", "ResourcesDiscovered", "All resources successfully discovered"],
    [
      "NamespaceDeletionGroupVersionParsingFailure",
      "False",
      "ParsedGroupVersions",
      "All legacy kube types successfully parsed",
    ],
    deletionFailures.length > 0
      ? [
          "NamespaceDeletionContentFailure",
          "True",
          "ContentDeletionFailed",
          `Failed to delete all resource types, ${deletionFailures.length} remaining: ${listed(deletionFailures)}`,
        ]
      : [
          "NamespaceDeletionContentFailure",
          "False",
          "ContentDeleted",
          "All content successfully deleted, may be waiting on finalization",
        ],
    left === ""
      ? ["NamespaceContentRemaining", "False", "ContentRemoved", "All content successfully removed"]
      : ["NamespaceContentRemaining", "True", "SomeResourcesRemain", `Some resources are remaining: ${left}`],
    held === ""
      ? [
          "NamespaceFinalizersRemaining",
          "False",
          "ContentHasNoFinalizers",
          "All content-preserving finalizers finished",
        ]
      : [
          "NamespaceFinalizersRemaining",
          "True",
          "SomeFinalizersRemain",
          `Some content in the namespace has finalizers remaining: ${held}`,
        ],
  ]
  const lastTransitionTime = formatTime(nowMs)
  return words.reduce<readonly NamespaceCondition[]>(
    (list, [type, status, reason, message]) =>
      withCondition(list, { type, status, reason, message, lastTransitionTime }),
    conditions ?? [],
  )
}

type Words = readonly [type: string, status: "True" | "False", reason: string, message: string]

function counted(counts: ReadonlyMap<string, number>, say: (name: string, count: number) => string): string {
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => say(name, count))
    .join(", ")
}

/** Several failures as Go prints an aggregate of errors. */
function listed(failures: readonly string[]): string {
  return failures.length === 1 ? (failures[0] ?? "") : `[${[...failures].sort().join(", ")}]`
}
