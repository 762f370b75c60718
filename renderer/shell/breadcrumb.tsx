import { clsx } from "clsx"
import { ChevronRight } from "lucide-react"
import { texts } from "../texts/texts.ts"
import { formatRoute, type Route } from "./routes.ts"

/** Where one is, with the way there. */
export function Breadcrumb({ route }: { readonly route: Route }) {
  const crumbs = crumbsOf(route)
  return (
    <nav aria-label={texts.shell.breadcrumb} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, place) => (
          <li
            key={`${crumb.label} ${formatRoute(crumb.route)}`}
            className={clsx("flex items-center gap-1", place === 1 && crumbs.length === 3 ? "shrink-0" : "min-w-0")}
          >
            {place > 0 && <ChevronRight size={13} className="shrink-0 text-faint" aria-hidden />}
            {place === crumbs.length - 1 ? (
              <h1 aria-current="page" className="truncate font-semibold">
                {crumb.label}
              </h1>
            ) : (
              <a href={formatRoute(crumb.route)} className="truncate rounded-sm text-muted hover:text-ink">
                {crumb.label}
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export interface Crumb {
  readonly label: string
  readonly route: Route
}

/** The places on the way to a route, itself last. */
export function crumbsOf(route: Route): readonly Crumb[] {
  if (!("profile" in route)) return [{ label: texts.shell[route.screen], route }]
  const { profile } = route
  const cluster: Crumb = { label: profile, route: { screen: "overview", profile } }
  if (route.screen !== "list" && route.screen !== "object")
    return [cluster, { label: texts.shell[route.screen], route }]
  const { resource } = route
  const list: Crumb = { label: resource.plural, route: { screen: "list", profile, resource } }
  return route.screen === "list" ? [cluster, list] : [cluster, list, { label: route.name, route }]
}
