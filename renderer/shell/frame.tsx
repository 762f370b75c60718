import { type ReactNode, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from "react"
import { ClusterDataProvider } from "../data/cluster-data.tsx"
import { useClusters } from "../data/use-clusters.ts"
import { SkeletonRows } from "../design/skeleton.tsx"
import { texts } from "../texts/texts.ts"
import { isAwake } from "../views/clusters/cluster-state.ts"
import { TerminalDrawer } from "../views/terminal/terminal-drawer.tsx"
import type { ActionRegistry } from "./actions.ts"
import { HostBanner } from "./banners.tsx"
import { crumbsOf } from "./breadcrumb.tsx"
import { ClusterGate } from "./cluster-gate.tsx"
import { ErrorBoundary } from "./error-boundary.tsx"
import { useGlobalActions } from "./global-actions.ts"
import { Palette } from "./palette.tsx"
import { formatRoute, type Route } from "./routes.ts"
import { Screen, ScreenAsleep } from "./screens.tsx"
import { ShortcutSheet } from "./shortcut-sheet.tsx"
import { Sidebar } from "./sidebar.tsx"
import { useAppliedTheme } from "./theme.ts"
import { TopBar } from "./top-bar.tsx"
import { useLossToasts } from "./use-loss-toasts.ts"
import { useOperationToasts } from "./use-operation-toasts.ts"
import { useRoute } from "./use-route.ts"
import { useShortcuts } from "./use-shortcuts.ts"

type Overlay = "palette" | "shortcuts"

/** What stays while screens come and go: sidebar, top bar, terminal drawer, palette. */
export function Frame({ registry }: { readonly registry: ActionRegistry }) {
  const route = useRoute()
  const profile = useSelectedProfile(route)
  const [overlay, setOverlay] = useState<Overlay>()
  const [sidebar, setSidebar] = useState(true)
  const content = useRef<HTMLElement>(null)
  const toggleSidebar = useCallback(() => setSidebar((shown) => !shown), [])
  const showPalette = useCallback(() => setOverlay("palette"), [])
  const showShortcuts = useCallback(() => setOverlay("shortcuts"), [])
  useAppliedTheme()
  useShortcuts(registry)
  useOperationToasts()
  useLossToasts()
  useTitle(route)
  useFocusOnArrival(route, content)
  useGlobalActions({ profile, toggleSidebar, showPalette, showShortcuts })
  return (
    <div className="flex h-full flex-col">
      <HostBanner />
      <button
        type="button"
        onClick={() => content.current?.focus()}
        className="sr-only z-50 rounded-md bg-accent text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:px-3! focus:py-1.5!"
      >
        {texts.shell.skipToContent}
      </button>
      <div className="grid min-h-0 flex-1 grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto]">
        <ClusterData profile={profile}>
          <div hidden={!sidebar} className="row-span-2 min-h-0">
            <Sidebar route={route} profile={profile} />
          </div>
          <div className="flex min-h-0 min-w-0 flex-col">
            <TopBar route={route} profile={profile} onSearch={showPalette} onToggleSidebar={toggleSidebar} />
            <main
              ref={content}
              tabIndex={-1}
              aria-label={titleOf(route)}
              className="relative min-h-0 flex-1 overflow-auto bg-canvas outline-none"
            >
              <RoutedScreen route={route} />
            </main>
          </div>
        </ClusterData>
        <TerminalDrawer profile={profile} />
      </div>
      <Palette open={overlay === "palette"} onClose={() => setOverlay(undefined)} />
      <ShortcutSheet open={overlay === "shortcuts"} onClose={() => setOverlay(undefined)} />
    </div>
  )
}

function RoutedScreen({ route }: { readonly route: Route }) {
  const screen = (
    <Suspense fallback={<SkeletonRows label={texts.common.loading} />}>
      <Screen route={route} />
    </Suspense>
  )
  const asleep = (
    <Suspense fallback={null}>
      <ScreenAsleep route={route} />
    </Suspense>
  )
  return (
    <ErrorBoundary place={formatRoute(route)}>
      {"profile" in route ? (
        <ClusterGate key={route.profile} profile={route.profile} asleep={asleep}>
          {screen}
        </ClusterGate>
      ) : (
        screen
      )}
    </ErrorBoundary>
  )
}

/** The informers of the selected cluster, around all that may look at it; none while nothing could answer them. */
function ClusterData({ profile, children }: { readonly profile: string | undefined; readonly children: ReactNode }) {
  const cluster = useClusters().value?.find(({ name }) => name === profile)
  if (profile === undefined || cluster === undefined || !isAwake(cluster.state)) return children
  return (
    <ClusterDataProvider key={profile} profile={profile}>
      {children}
    </ClusterDataProvider>
  )
}

/** The window's title says where one is: among other windows, and in the browser's history. */
function useTitle(route: Route): void {
  const title = titleOf(route)
  useEffect(() => {
    document.title = title
  }, [title])
}

/** What had the focus goes with its screen: then the next screen has it, and a screen reader says where one is. */
function useFocusOnArrival(route: Route, content: RefObject<HTMLElement | null>): void {
  const place = titleOf(route)
  const before = useRef(place)
  useEffect(() => {
    if (before.current !== place && document.activeElement === document.body)
      content.current?.focus({ preventScroll: true })
    before.current = place
  }, [place, content])
}

function titleOf(route: Route): string {
  const words = crumbsOf(route).map(({ label }) => label)
  return [...words.toReversed(), texts.shell.appName].join(" · ")
}

/** The cluster of the screen; on a screen of no cluster the one that was looked at last, or the only one. */
function useSelectedProfile(route: Route): string | undefined {
  const clusters = useClusters().value
  const [last, setLast] = useState<string>()
  const named = "profile" in route ? route.profile : undefined
  if (named !== undefined && named !== last) setLast(named)
  if (named !== undefined) return named
  if (last !== undefined && clusters?.some(({ name }) => name === last) === true) return last
  return (clusters?.find(({ current }) => current) ?? clusters?.[0])?.name
}
