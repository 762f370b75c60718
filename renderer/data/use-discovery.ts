import * as known from "../../core/apis/resources.gen.ts"
import type { Resource } from "../../core/machinery/api/resource.ts"
import type { ResourceRef } from "../shell/routes.ts"
import { useClusterData } from "./cluster-data.tsx"
import type { DiscoveryState } from "./discovery-source.ts"
import { useSource } from "./use-source.ts"

const unknown: DiscoveryState = { resources: undefined, error: undefined }

/** What the cluster serves, custom resources too, as soon as it serves them. */
export function useDiscovery(): DiscoveryState {
  return useSource(useClusterData().discovery, unknown)
}

/**
 * The resource that an address names; undefined while that is not known, or when nothing of that name is served. Until
 * the cluster has answered, Kubernetes' own kinds are taken for served: they are, and their lists need not wait.
 */
export function useResource({ group, version, plural }: ResourceRef): Resource | undefined {
  const { resources = ownKinds } = useDiscovery()
  const named = resources.filter((each) => each.group === group && each.plural === plural)
  return named.find((each) => each.version === version) ?? named[0]
}

const ownKinds: readonly Resource[] = Object.values(known)
