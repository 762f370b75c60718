import { quoteWord } from "../../../../core/base/shell-words.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import type { ActionTargets } from "./object-action.ts"

/** Groups that kubectl knows by a kind's short name alone. */
const plainGroups: readonly string[] = ["", "apps", "batch", "autoscaling", "policy", "extensions"]

/** How kubectl is told a resource: `pod`, `ingress`, `widgets.example.com`. */
export function kubectlWord({ group, singular, plural }: Resource): string {
  const isPlain = plainGroups.includes(group) || group.endsWith(".k8s.io")
  return isPlain && singular !== "" ? singular : group === "" ? plural : `${plural}.${group}`
}

/** A command for each namespace that the objects are in: kubectl takes one at a time. */
export function kubectlCommands(about: ActionTargets, toCommand: (place: string, names: string) => string): string {
  const byNamespace = new Map<string, string[]>()
  for (const { metadata } of about.objects) {
    const namespace = metadata.namespace ?? ""
    const names = byNamespace.get(namespace) ?? []
    byNamespace.set(namespace, names)
    names.push(quoteWord(metadata.name ?? ""))
  }
  return [...byNamespace]
    .map(([namespace, names]) => toCommand(namespace === "" ? "" : ` -n ${quoteWord(namespace)}`, names.join(" ")))
    .join(" && ")
}
