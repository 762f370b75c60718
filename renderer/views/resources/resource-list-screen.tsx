import { SearchX } from "lucide-react"
import type { ReactNode } from "react"
import { useDiscovery, useResource } from "../../data/use-discovery.ts"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import type { ResourceRef } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"
import { ResourceList } from "./list/resource-list.tsx"

interface ResourceListScreenProps {
  readonly profile: string
  readonly resource: ResourceRef
  /** Undefined: that of last time. */
  readonly namespace: string | undefined
}

/** Every object of one kind, whatever kind it is: what the server says about it is shown. */
export function ResourceListScreen({ profile, resource: ref, namespace }: ResourceListScreenProps): ReactNode {
  const { resources, error } = useDiscovery()
  const resource = useResource(ref)
  if (resource !== undefined) {
    const { group, plural } = resource
    return <ResourceList key={`${group}/${plural}`} profile={profile} resource={resource} asked={namespace} />
  }
  if (resources !== undefined) {
    return (
      <EmptyState
        icon={SearchX}
        title={texts.resources.list.notServed(ref.plural)}
        detail={texts.resources.list.notServedDetail}
      />
    )
  }
  if (error !== undefined) {
    return (
      <ErrorState title={texts.resources.nav.failed} message={error.message} advice={texts.resources.list.retried} />
    )
  }
  return <SkeletonRows rows={12} label={texts.common.loading} />
}
