import type { MenuItemConstructorOptions } from "electron"
import type { ClusterState, ClusterSummary } from "../../core/bridge/contract/clusters.ts"
import { texts } from "../texts.ts"

/** What the tray's menu can do. */
export interface TrayActions {
  open(route?: string): void
  run(action: TrayAction, profile: string): void
  quit(): void
}

export type TrayAction = "start" | "stop" | "pause" | "unpause"

/** What can be done to a cluster in each state. While something is under way: nothing. */
const possible: Readonly<Record<ClusterState, readonly TrayAction[]>> = {
  running: ["pause", "stop"],
  unreachable: ["start", "stop"],
  partial: ["start", "stop"],
  paused: ["unpause", "stop"],
  stopped: ["start"],
  starting: [],
  stopping: [],
  deleting: [],
  broken: ["start"],
}

/** The tray's menu: each cluster with its state and what can be done to it. `clusters` is undefined while nobody knows. */
export function trayMenu(
  clusters: readonly ClusterSummary[] | undefined,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const { open, quit, noClusters, hostLost } = texts.tray
  const all: MenuItemConstructorOptions[] = (clusters ?? []).map((cluster) => clusterItem(cluster, actions))
  const told = { label: clusters === undefined ? hostLost : noClusters, enabled: false }
  return [
    { label: open, click: () => actions.open() },
    { type: "separator" },
    ...(all.length === 0 ? [told] : all),
    { type: "separator" },
    { label: quit, click: () => actions.quit() },
  ]
}

function clusterItem({ name, state }: ClusterSummary, actions: TrayActions): MenuItemConstructorOptions {
  const steps = possible[state].map((action) => ({
    label: texts.tray[action],
    click: () => actions.run(action, name),
  }))
  const show = { label: texts.tray.show, click: () => actions.open(`#/c/${name}/overview`) }
  return { label: `${name} (${texts.states[state]})`, submenu: [show, { type: "separator" }, ...steps] }
}
