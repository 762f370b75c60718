/**
 * Where one is, as the part of the address behind #. Everything a person could want to come back to is in it.
 *
 *   /clusters                                          /settings
 *   /c/web/overview                                    /c/web/sequence   /c/web/addons   /c/web/forwards
 *   /c/web/r/apps/v1/deployments?namespace=default     a list ("core" stands for the core group)
 *   /c/web/r/core/v1/pods/default/web-1?tab=logs       an object ("-" stands for no namespace)
 *     ...?tab=logs&container=web&previous=true         the log of a container's run before
 */
export type Route =
  | { readonly screen: "clusters" }
  | { readonly screen: "settings" }
  | { readonly screen: "overview" | "sequence" | "addons" | "forwards"; readonly profile: string }
  | { readonly screen: "list"; readonly profile: string; readonly resource: ResourceRef; readonly namespace?: string }
  | {
      readonly screen: "object"
      readonly profile: string
      readonly resource: ResourceRef
      readonly namespace: string
      readonly name: string
      readonly tab?: string
      /** Whose log is read first; left out, the tab chooses. */
      readonly container?: string
      /** Of the log: the run before comes first. */
      readonly previous?: true
    }

export interface ResourceRef {
  /** "" for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
}

const clusterScreens = ["overview", "sequence", "addons", "forwards"] as const

export function formatRoute(route: Route): string {
  switch (route.screen) {
    case "clusters":
    case "settings":
      return `#/${route.screen}`
    case "list":
      return `#/c/${route.profile}/r/${pathOf(route.resource)}${query({ namespace: route.namespace })}`
    case "object":
      return `#/c/${route.profile}/r/${pathOf(route.resource)}/${route.namespace || "-"}/${encodeURIComponent(route.name)}${query({ tab: route.tab, container: route.container, previous: route.previous?.toString() })}`
    default:
      return `#/c/${route.profile}/${route.screen}`
  }
}

/** What is no route is the first screen. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?")
  const words = path
    .split("/")
    .filter((word) => word !== "")
    .map(decoded)
  const asked = new URLSearchParams(search)
  const [first, profile, screen, ...rest] = words
  if (first === "settings") return { screen: "settings" }
  if (first !== "c" || profile === undefined) return { screen: "clusters" }
  const plain = clusterScreens.find((known) => known === screen)
  if (plain !== undefined) return { screen: plain, profile }
  const [group, version, plural, namespace, name] = rest
  if (screen !== "r" || group === undefined || version === undefined || plural === undefined)
    return { screen: "overview", profile }
  const resource = { group: group === "core" ? "" : group, version, plural }
  if (namespace === undefined || name === undefined)
    return { screen: "list", profile, resource, ...member("namespace", asked.get("namespace")) }
  const place = { namespace: namespace === "-" ? "" : namespace, name }
  const log = {
    ...member("container", asked.get("container")),
    ...(asked.get("previous") === "true" && { previous: true as const }),
  }
  return { screen: "object", profile, resource, ...place, ...member("tab", asked.get("tab")), ...log }
}

function pathOf({ group, version, plural }: ResourceRef): string {
  return [group || "core", version, plural].map(encodeURIComponent).join("/")
}

/** What is badly written stands for nothing there is. */
function decoded(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    return "?"
  }
}

function query(members: Readonly<Record<string, string | undefined>>): string {
  const words = Object.entries(members).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return words.length === 0 ? "" : `?${words.join("&")}`
}

function member<K extends string>(name: K, value: string | null): { readonly [N in K]?: string } {
  return value === null ? {} : ({ [name]: value } as { readonly [N in K]?: string }) // the one member
}
