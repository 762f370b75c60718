import type { KindDefinition } from "../../../machinery/api/kind.ts"
import { describeSubresource, type GroupDescription, subresourcesOf } from "./describe.ts"

/** Everything at once: `apidiscovery.k8s.io` APIGroupDiscoveryList, which kubectl asks for first. */
export function aggregatedDiscovery(groups: readonly GroupDescription[], version: "v2" | "v2beta1"): object {
  return {
    kind: "APIGroupDiscoveryList",
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === "" ? { creationTimestamp: null } : { name, creationTimestamp: null },
      versions: versions.map((each) => ({
        version: each.version,
        resources: each.kinds.map(resourceOf),
        freshness: "Current",
      })),
    })),
  }
}

function resourceOf(kind: KindDefinition): object {
  const { group, version, kind: name, plural, singular, namespaced, shortNames, categories, verbs } = kind.resource
  const subresources = subresourcesOf(kind).map((subresource) => {
    const part = describeSubresource(kind.resource, subresource)
    const responseKind = { group: part.group, version: part.version, kind: part.kind }
    return { subresource: part.name, responseKind, verbs: part.verbs }
  })
  return {
    resource: plural,
    responseKind: { group, version, kind: name },
    scope: namespaced ? "Namespaced" : "Cluster",
    singularResource: singular,
    verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : { subresources }),
  }
}
