import type { ResourceRef } from "../../shell/routes.ts"

export function ResourceListScreen(_props: {
  readonly profile: string
  readonly resource: ResourceRef
  readonly namespace: string | undefined
}) {
  return null
}
