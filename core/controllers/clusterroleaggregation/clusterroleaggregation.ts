import type { ClusterRole, PolicyRule } from "../../apis/rbac/v1.gen.ts"
import { clusterroles } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { matchesLabels, selectorOf } from "../../machinery/selector/label-selector.ts"
import type { ControllerDefinition } from "../controller-definition.ts"

/** Keeps the rules of roles that gather others' by label: `admin`, `edit`, `view`, and whatever a user aggregates. */
export const clusterroleaggregation: ControllerDefinition = {
  name: "clusterrole-aggregation-controller",
  account: "clusterrole-aggregation-controller",
  newController({ client, informers, clock, log }) {
    const all = informers.of(clusterroles)
    const controller = new Controller({ name: clusterroleaggregation.name, clock, log, reconcile, workers: 1 })
    all.onChange(({ old, current }) => {
      for (const role of all.list()) {
        if (role.aggregationRule === undefined) continue
        const concerned = [old, current].some(
          (each) => each !== undefined && (each.metadata.name === role.metadata.name || gathers(role, each)),
        )
        if (concerned) controller.enqueue(role.metadata.name ?? "")
      }
    })
    return controller

    async function reconcile(name: string, signal: AbortSignal): Promise<void> {
      const role = all.get(name)
      if (role?.aggregationRule === undefined) return
      const rules = gatherRules(role, all.list())
      if (sameRules(rules, role.rules ?? [])) return
      await client.update(clusterroles, { ...role, rules }, { signal })
    }
  },
}

/** The selected roles' rules, in the roles' order, none twice. */
function gatherRules(role: ClusterRole, all: readonly ClusterRole[]): readonly PolicyRule[] {
  const selected = all.filter((each) => each.metadata.name !== role.metadata.name && gathers(role, each))
  const inOrder = selected.toSorted((a, b) => ((a.metadata.name ?? "") < (b.metadata.name ?? "") ? -1 : 1))
  return [...new Map(inOrder.flatMap((each) => each.rules ?? []).map((rule) => [normalForm(rule), rule])).values()]
}

function gathers(role: ClusterRole, part: ClusterRole): boolean {
  return (role.aggregationRule?.clusterRoleSelectors ?? []).some((selector) =>
    matchesLabels(selectorOf(selector), part.metadata.labels),
  )
}

/** Whether both say the same, whatever the order. */
function sameRules(a: readonly PolicyRule[], b: readonly PolicyRule[]): boolean {
  return a.length === b.length && JSON.stringify(a.map(normalForm).sort()) === JSON.stringify(b.map(normalForm).sort())
}

function normalForm({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  return JSON.stringify([verbs, apiGroups ?? [], resources ?? [], resourceNames ?? [], nonResourceURLs ?? []])
}
