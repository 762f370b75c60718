/** The scheme that the system opens us by: `cove://cluster/web/overview`. */
export const linkScheme = "cove"

/**
 * The screen that a link leads to, as the part of an address from its #; undefined when it is none of ours. What stands
 * behind a cluster's name is read by the screens themselves.
 *
 *   cove://clusters                        #/clusters
 *   cove://cluster/web                     #/c/web/overview
 *   cove://cluster/web/r/core/v1/pods      #/c/web/r/core/v1/pods
 */
export function routeOf(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined
  const { protocol, host, pathname, search } = new URL(link)
  if (protocol !== `${linkScheme}:`) return undefined
  if (host === "clusters" || host === "settings") return `#/${host}`
  const [, profile = "", rest = ""] = /^\/([a-z0-9][a-z0-9-]*)\/?(.*)$/.exec(pathname) ?? []
  if (host !== "cluster" || profile === "" || !/^[\w.~%:@/-]*$/.test(rest)) return undefined
  return `#/c/${profile}/${rest === "" ? "overview" : rest}${search}`
}

/** The route in the arguments of a program that was started to open a link. */
export function routeIn(args: readonly string[]): string | undefined {
  return args.map(routeOf).find((route) => route !== undefined)
}
