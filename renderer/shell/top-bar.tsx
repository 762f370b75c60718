import { ChevronRight, Search, SquareTerminal } from "lucide-react"
import { IconButton } from "../design/button.tsx"
import { Kbd } from "../design/kbd.tsx"
import { texts } from "../texts/texts.ts"
import { OperationsIndicator } from "./operations-indicator.tsx"
import { formatRoute, type Route } from "./routes.ts"
import { useTerminalDrawer } from "./terminal-context.tsx"
import { TopBarSlot } from "./top-bar-slot.tsx"

/** Where one is, and what is always at hand. */
export function TopBar({ route, onSearch }: { readonly route: Route; onSearch(): void }) {
  const { drawerOpen, setDrawerOpen } = useTerminalDrawer()
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3">
      <Breadcrumb route={route} />
      <TopBarSlot />
      <div className="flex-1" />
      <button
        type="button"
        onClick={onSearch}
        className="flex h-7 w-52 min-w-0 items-center gap-2 rounded-md border border-line bg-sunken px-2 text-faint hover:border-line-strong hover:text-muted"
      >
        <Search size={14} aria-hidden />
        <span className="min-w-0 flex-1 truncate text-left">{texts.shell.searchOrRun}</span>
        <Kbd shortcut="mod+k" />
      </button>
      <div className="flex items-center gap-1">
        <OperationsIndicator />
        <IconButton
          icon={SquareTerminal}
          label={texts.shell.terminal}
          shortcut="ctrl+`"
          aria-pressed={drawerOpen}
          onClick={() => setDrawerOpen(!drawerOpen)}
          className="aria-pressed:bg-hover aria-pressed:text-ink"
        />
      </div>
    </header>
  )
}

function Breadcrumb({ route }: { readonly route: Route }) {
  const crumbs = crumbsOf(route)
  return (
    <nav aria-label={texts.shell.breadcrumb} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, place) => (
          <li key={crumb.label} className="flex min-w-0 items-center gap-1">
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

interface Crumb {
  readonly label: string
  readonly route: Route
}

function crumbsOf(route: Route): readonly Crumb[] {
  if (!("profile" in route)) return [{ label: texts.shell[route.screen], route }]
  const { profile } = route
  const cluster: Crumb = { label: profile, route: { screen: "overview", profile } }
  if (route.screen !== "list" && route.screen !== "object")
    return [cluster, { label: texts.shell[route.screen], route }]
  const { resource } = route
  const list: Crumb = { label: resource.plural, route: { screen: "list", profile, resource } }
  return route.screen === "list" ? [cluster, list] : [cluster, list, { label: route.name, route }]
}
