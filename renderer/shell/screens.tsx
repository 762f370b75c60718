import { lazy } from "react"
import type { Route } from "./routes.ts"

const ClustersScreen = lazy(async () => ({
  default: (await import("../views/clusters/clusters-screen.tsx")).ClustersScreen,
}))
const SettingsScreen = lazy(async () => ({
  default: (await import("../views/settings/settings-screen.tsx")).SettingsScreen,
}))
const OverviewScreen = lazy(async () => ({
  default: (await import("../views/overview/overview-screen.tsx")).OverviewScreen,
}))
const SequenceScreen = lazy(async () => ({
  default: (await import("../views/sequence/sequence-screen.tsx")).SequenceScreen,
}))
const AddonsScreen = lazy(async () => ({ default: (await import("../views/addons/addons-screen.tsx")).AddonsScreen }))
const ForwardsScreen = lazy(async () => ({
  default: (await import("../views/forwards/forwards-screen.tsx")).ForwardsScreen,
}))
const KeptForwards = lazy(async () => ({
  default: (await import("../views/forwards/forwards-screen.tsx")).KeptForwards,
}))
const ResourceListScreen = lazy(async () => ({
  default: (await import("../views/resources/resource-list-screen.tsx")).ResourceListScreen,
}))
const ObjectScreen = lazy(async () => ({ default: (await import("../views/detail/object-screen.tsx")).ObjectScreen }))

/** The screen of a route; each is loaded when it is first gone to. */
export function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case "clusters":
      return <ClustersScreen />
    case "settings":
      return <SettingsScreen />
    case "overview":
      return <OverviewScreen profile={route.profile} />
    case "sequence":
      return <SequenceScreen profile={route.profile} />
    case "addons":
      return <AddonsScreen profile={route.profile} />
    case "forwards":
      return <ForwardsScreen profile={route.profile} />
    case "list":
      return <ResourceListScreen profile={route.profile} resource={route.resource} namespace={route.namespace} />
    case "object":
      return (
        <ObjectScreen
          profile={route.profile}
          resource={route.resource}
          namespace={route.namespace}
          name={route.name}
          tab={route.tab}
        />
      )
  }
}

/** What of a screen can be shown while its cluster does not run. */
export function ScreenAsleep({ route }: { readonly route: Route }) {
  return route.screen === "forwards" ? <KeptForwards profile={route.profile} /> : null
}
