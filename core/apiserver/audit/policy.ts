import type { RequestInfo } from "../request.ts"

/** The part of an audit.k8s.io/v1 Policy that ours needs. The first rule that matches decides; no rule: not logged. */
export interface AuditPolicy {
  readonly rules: readonly AuditRule[]
}

export interface AuditRule {
  readonly level: "None" | "Metadata"
  /** Left out: all. */
  readonly verbs?: readonly string[]
  /** Left out: requests for anything. `resources` are "pods", "pods/exec"; left out: the whole group. */
  readonly resources?: readonly { readonly group: string; readonly resources?: readonly string[] }[]
  /** Only "*": all that is no resource. */
  readonly nonResourceURLs?: readonly ["*"]
}

/**
 * Who changed what, and who went into a pod. Nothing of what is only read, nor of what a cluster says to itself at
 * rest: leases and nodes' status are renewed every few seconds, events tell of themselves, and reviews are questions.
 */
export const auditPolicy: AuditPolicy = {
  rules: [
    { level: "Metadata", resources: [{ group: "", resources: ["pods/exec", "pods/attach", "pods/portforward"] }] },
    { level: "None", verbs: ["get", "list", "watch"] },
    { level: "None", nonResourceURLs: ["*"] },
    {
      level: "None",
      resources: [
        { group: "", resources: ["events", "nodes/status"] },
        { group: "events.k8s.io", resources: ["events"] },
        { group: "coordination.k8s.io", resources: ["leases"] },
        { group: "authentication.k8s.io" },
        { group: "authorization.k8s.io" },
      ],
    },
    { level: "Metadata" },
  ],
}

export function isAudited(policy: AuditPolicy, info: RequestInfo): boolean {
  return policy.rules.find((rule) => matches(rule, info))?.level === "Metadata"
}

function matches({ verbs, resources, nonResourceURLs }: AuditRule, info: RequestInfo): boolean {
  if (verbs !== undefined && !verbs.includes(info.verb)) return false
  if (nonResourceURLs !== undefined) return !info.isResource
  return resources === undefined || (info.isResource && resources.some((each) => names(each, info)))
}

function names(
  { group, resources }: { readonly group: string; readonly resources?: readonly string[] },
  info: RequestInfo,
): boolean {
  if (group !== info.group) return false
  if (resources === undefined) return true
  return resources.some((name) =>
    info.subresource === "" ? name === info.plural : name === `${info.plural}/${info.subresource}`,
  )
}
