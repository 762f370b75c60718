import { clsx } from "clsx"
import { ArrowLeftRight, Blocks, ChartSpline, LayoutGrid, ListTree, type LucideIcon, Settings } from "lucide-react"
import { useCluster } from "../data/use-clusters.ts"
import { useForwards } from "../data/use-forwards.ts"
import { texts } from "../texts/texts.ts"
import { isAwake } from "../views/clusters/cluster-state.ts"
import { ResourceNav } from "../views/resources/resource-nav.tsx"
import { ClusterSwitcher } from "./cluster-switcher.tsx"
import { KindActions } from "./kind-actions.tsx"
import { formatRoute, type Route } from "./routes.ts"
import { ThemeMenu } from "./theme-menu.tsx"

interface SidebarProps {
  readonly route: Route
  readonly profile: string | undefined
}

/** Which cluster, what there is in it, and what belongs to no cluster. */
export function Sidebar({ route, profile }: SidebarProps) {
  return (
    <nav
      aria-label={texts.shell.navigation}
      className="flex h-full w-56 min-w-0 flex-col border-r border-line bg-panel"
    >
      <div className="p-2">
        <ClusterSwitcher profile={profile} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {profile !== undefined && <ClusterSections route={route} profile={profile} />}
      </div>
      <div className="flex flex-col gap-px border-t border-line p-2">
        <SidebarLink icon={LayoutGrid} label={texts.shell.clusters} route={{ screen: "clusters" }} current={route} />
        <div className="flex items-center gap-1">
          <SidebarLink
            icon={Settings}
            label={texts.shell.settings}
            route={{ screen: "settings" }}
            current={route}
            className="flex-1"
          />
          <ThemeMenu />
        </div>
      </div>
    </nav>
  )
}

function ClusterSections({ route, profile }: { readonly route: Route; readonly profile: string }) {
  const cluster = useCluster(profile)
  const forwards = useForwards().value?.filter((forward) => forward.profile === profile).length ?? 0
  return (
    <>
      <div className="flex flex-col gap-px">
        <SidebarLink
          icon={ChartSpline}
          label={texts.shell.overview}
          route={{ screen: "overview", profile }}
          current={route}
        />
        <SidebarLink
          icon={ListTree}
          label={texts.shell.sequence}
          route={{ screen: "sequence", profile }}
          current={route}
        />
        <SidebarLink
          icon={ArrowLeftRight}
          label={texts.shell.forwards}
          route={{ screen: "forwards", profile }}
          current={route}
          count={forwards}
        />
        <SidebarLink icon={Blocks} label={texts.shell.addons} route={{ screen: "addons", profile }} current={route} />
      </div>
      {cluster !== undefined && isAwake(cluster.state) && (
        <>
          <KindActions profile={profile} />
          <ResourceNav profile={profile} />
        </>
      )}
    </>
  )
}

interface SidebarLinkProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly route: Route
  readonly current: Route
  readonly count?: number
  readonly className?: string
}

function SidebarLink({ icon: Icon, label, route, current, count = 0, className }: SidebarLinkProps) {
  const here = formatRoute(route) === formatRoute(current)
  return (
    <a
      href={formatRoute(route)}
      aria-current={here ? "page" : undefined}
      className={clsx(
        "flex h-7 items-center gap-2 rounded-md px-2",
        here ? "bg-selected font-medium text-accent-ink" : "text-muted hover:bg-hover hover:text-ink",
        className,
      )}
    >
      <Icon size={15} aria-hidden />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {count > 0 && <span className="text-xs tabular-nums">{count}</span>}
    </a>
  )
}
