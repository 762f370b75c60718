import type { Subject } from "../../../apis/rbac/v1.gen.ts"
import type { UserInfo } from "../../../machinery/api/kind.ts"
import { serviceAccountUserName } from "../../authentication/users.ts"

/** Whether a binding in `bindingNamespace` ("" for a cluster role binding) is about this user. */
export function appliesTo(user: UserInfo, subjects: readonly Subject[], bindingNamespace: string): boolean {
  return subjects.some((subject) => isSubject(user, subject, bindingNamespace))
}

function isSubject(user: UserInfo, subject: Subject, bindingNamespace: string): boolean {
  if (subject.kind === "User") return subject.name === user.name
  if (subject.kind === "Group") return user.groups.includes(subject.name)
  if (subject.kind !== "ServiceAccount") return false
  const namespace = subject.namespace || bindingNamespace
  return namespace !== "" && serviceAccountUserName(namespace, subject.name) === user.name
}
