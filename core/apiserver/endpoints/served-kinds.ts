import type { ServedKind } from "./resource-endpoint.ts"

/** What the server serves, found by what a path says. */
export interface ServedKinds {
  find(group: string, version: string, plural: string): ServedKind | undefined
  hasGroup(group: string): boolean
  /** In the order of discovery. */
  readonly all: readonly ServedKind[]
}

export function newServedKinds(all: readonly ServedKind[]): ServedKinds {
  const byPath = new Map(all.map((served) => [pathOf(served.kind.resource), served]))
  const groups = new Set(all.map(({ kind }) => kind.resource.group))
  return {
    all,
    find: (group, version, plural) => byPath.get(pathOf({ group, version, plural })),
    hasGroup: (group) => groups.has(group),
  }
}

function pathOf({
  group,
  version,
  plural,
}: {
  readonly group: string
  readonly version: string
  readonly plural: string
}) {
  return `${group}/${version}/${plural}`
}
