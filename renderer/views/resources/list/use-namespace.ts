import { useCallback } from "react"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { navigate } from "../../../shell/use-route.ts"
import { useKept } from "./kept.ts"

interface NamespaceQuestion {
  readonly profile: string
  readonly resource: Resource
  /** What the address asks for. */
  readonly asked: string | undefined
}

/** The namespace that a list is narrowed to, "" for all: the address's, or else that of last time in this cluster. */
export function useNamespace({
  profile,
  resource,
  asked,
}: NamespaceQuestion): readonly [namespace: string, choose: (namespace: string) => void] {
  const [kept, keep] = useKept(`namespace:${profile}`, (value) => (typeof value === "string" ? value : ""))
  const { group, version, plural } = resource
  const choose = useCallback(
    (namespace: string) => {
      keep(namespace)
      const narrowed = namespace === "" ? {} : { namespace }
      navigate({ screen: "list", profile, resource: { group, version, plural }, ...narrowed })
    },
    [keep, profile, group, version, plural],
  )
  return [resource.namespaced ? (asked ?? kept) : "", choose]
}
