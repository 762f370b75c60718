import type { UserInfo } from "../../machinery/api/kind.ts"
import type { StatusError } from "../../machinery/status/status-error.ts"
import { forbidden } from "../../machinery/status/status-error.ts"
import type { RequestInfo } from "../request.ts"

/** The refusal of a request, in the words of k8s.io/apiserver's `responsewriters.Forbidden`. */
export function refusal(user: UserInfo, what: RequestInfo, reason: string): StatusError {
  const detail = `User "${user.name}" ${sentence(what)}${reason === "" ? "" : `: ${reason}`}`
  const about = what.isResource ? { group: what.group, plural: what.plural } : { group: "", plural: "" }
  return forbidden(about, what.isResource ? what.name : "", detail)
}

function sentence(what: RequestInfo): string {
  if (!what.isResource) return `cannot ${what.verb} path "${what.path}"`
  const resource = what.subresource === "" ? what.plural : `${what.plural}/${what.subresource}`
  const where = what.namespace === "" ? "at the cluster scope" : `in the namespace "${what.namespace}"`
  return `cannot ${what.verb} resource "${resource}" in API group "${what.group}" ${where}`
}
