import type { PolicyRule } from "../../../apis/rbac/v1.gen.ts"
import type { RequestInfo } from "../../request.ts"

/** Whether one rule of a role allows the request (documentation: "Using RBAC Authorization"). */
export function ruleAllows(rule: PolicyRule, what: RequestInfo): boolean {
  if (!has(rule.verbs, what.verb)) return false
  return what.isResource ? allowsResource(rule, what) : allowsPath(rule, what.path)
}

function allowsResource(rule: PolicyRule, what: RequestInfo): boolean {
  if (!has(rule.apiGroups, what.group)) return false
  if (!namesResource(rule.resources ?? [], what)) return false
  const names = rule.resourceNames ?? []
  return names.length === 0 || names.includes(what.name)
}

function namesResource(resources: readonly string[], { plural, subresource }: RequestInfo): boolean {
  const asked = subresource === "" ? plural : `${plural}/${subresource}`
  return resources.some((each) => each === "*" || each === asked || (subresource !== "" && each === `*/${subresource}`))
}

function allowsPath(rule: PolicyRule, path: string): boolean {
  return (rule.nonResourceURLs ?? []).some(
    (url) => url === "*" || url === path || (url.endsWith("*") && path.startsWith(url.slice(0, -1))),
  )
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes("*") || list.includes(value))
}
