import type { ResourceRef } from "../../shell/routes.ts"

export function ObjectScreen(_props: {
  readonly profile: string
  readonly resource: ResourceRef
  readonly namespace: string
  readonly name: string
  readonly tab: string | undefined
}) {
  return null
}
