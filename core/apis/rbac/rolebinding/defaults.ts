import type { RoleRef, Subject } from "../v1.gen.ts"

/** The one group that roles, users and groups of users belong to. */
export const rbacGroup = "rbac.authorization.k8s.io"

export function defaultBinding<
  T extends { readonly roleRef: RoleRef; readonly subjects?: readonly Subject[] | undefined },
>(binding: T): T {
  const { roleRef, subjects } = binding
  return {
    ...binding,
    ...(subjects === undefined ? {} : { subjects: subjects.map(defaultSubject) }),
    roleRef: { ...roleRef, apiGroup: roleRef.apiGroup || rbacGroup },
  }
}

function defaultSubject(subject: Subject): Subject {
  const isPerson = subject.kind === "User" || subject.kind === "Group"
  return isPerson && !subject.apiGroup ? { ...subject, apiGroup: rbacGroup } : subject
}
