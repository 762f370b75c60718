import type { PolicyRule } from "../../../apis/rbac/v1.gen.ts"

/**
 * Which of `wanted` somebody with `owned` may not hand on: nobody grants more than they have (documentation:
 * "Privilege escalation prevention and bootstrapping").
 */
export function notCovered(owned: readonly PolicyRule[], wanted: readonly PolicyRule[]): readonly PolicyRule[] {
  return wanted.flatMap(breakDown).filter((single) => !owned.some((rule) => covers(rule, single)))
}

/** One rule a verb, group, resource and name, so that several owned rules together can cover one wanted. */
function breakDown(rule: PolicyRule): readonly PolicyRule[] {
  const paths = rule.verbs.flatMap((verb) =>
    (rule.nonResourceURLs ?? []).map((url) => ({ verbs: [verb], nonResourceURLs: [url] })),
  )
  const names: readonly (string | undefined)[] = rule.resourceNames?.length ? rule.resourceNames : [undefined]
  const resources = (rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).flatMap((resource) =>
      rule.verbs.flatMap((verb) =>
        names.map((name) => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          ...(name === undefined ? {} : { resourceNames: [name] }),
        })),
      ),
    ),
  )
  return [...paths, ...resources]
}

function covers(owner: PolicyRule, wanted: PolicyRule): boolean {
  if (!within(owner.verbs, wanted.verbs)) return false
  if (wanted.nonResourceURLs !== undefined) return (wanted.nonResourceURLs ?? []).every((url) => coversUrl(owner, url))
  if (!within(owner.apiGroups, wanted.apiGroups)) return false
  if (!(wanted.resources ?? []).every((resource) => coversResource(owner.resources ?? [], resource))) return false
  const names = owner.resourceNames ?? []
  return names.length === 0 || (wanted.resourceNames ?? [""]).every((name) => names.includes(name))
}

function coversUrl(owner: PolicyRule, url: string): boolean {
  return (owner.nonResourceURLs ?? []).some(
    (own) => own === "*" || own === url || (own.endsWith("*") && url.startsWith(own.slice(0, -1))),
  )
}

function coversResource(owned: readonly string[], wanted: string): boolean {
  const slash = wanted.indexOf("/")
  return owned.some((own) => own === "*" || own === wanted || (slash >= 0 && own === `*${wanted.slice(slash)}`))
}

function within(owned: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  return (wanted ?? []).every((each) => owned?.includes("*") || owned?.includes(each))
}

/** A rule as the refusal lists it: `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get"]}`. */
export function formatRule(rule: PolicyRule): string {
  const parts = [
    ["APIGroups", rule.apiGroups],
    ["Resources", rule.resources],
    ["ResourceNames", rule.resourceNames],
    ["NonResourceURLs", rule.nonResourceURLs],
    ["Verbs", rule.verbs],
  ] as const
  const shown = parts
    .filter(([, list]) => list !== undefined && list.length > 0)
    .map(([name, list]) => `${name}:${JSON.stringify(list)}`)
  return `{${shown.join(", ")}}`
}

/** Neighbours that differ only in their verbs become one, for a shorter refusal. */
export function compact(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const groups = Map.groupBy(rules, ({ verbs: _, ...rest }) => JSON.stringify(rest))
  return [...groups.values()].map((same) => ({
    ...(same[0] ?? { verbs: [] }),
    verbs: [...new Set(same.flatMap((rule) => rule.verbs))],
  }))
}
