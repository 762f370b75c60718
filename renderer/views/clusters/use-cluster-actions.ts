import { type LucideIcon, PanelsTopLeft, Pause, Play, Power, RotateCw, Trash2 } from "lucide-react"
import { useMemo } from "react"
import type { ClusterSummary } from "../../../core/bridge/contract/clusters.ts"
import type { OperationAction } from "../../../core/bridge/contract/operations.ts"
import { coveCommand } from "../../../core/bridge/operation-command.ts"
import { type Action, useActions } from "../../shell/actions.ts"
import { navigate } from "../../shell/use-route.ts"
import { texts } from "../../texts/texts.ts"
import { actionsIn, commandOf } from "./cluster-actions.ts"
import { useClusterDialogs } from "./cluster-dialogs.tsx"
import { useClusterWork } from "./use-cluster-work.ts"

export interface ClusterButton {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  /** What one most likely wants. */
  readonly main: boolean
  readonly danger: boolean
  readonly command: string
  run(): void
}

/** The buttons of a cluster. */
export function useClusterButtons({ name, state }: ClusterSummary): readonly ClusterButton[] {
  const work = useClusterWork()
  const dialogs = useClusterDialogs()
  return useMemo(() => {
    const buttons = actionsIn(state).map((action) => ({
      id: action,
      label: texts.clusters.actions[action],
      icon: icons[action],
      main: action === "start" || action === "unpause",
      danger: action === "delete",
      command: commandOf(action, name),
      run: () => (action === "delete" ? dialogs.remove(name) : work.run(action, name)),
    }))
    if (state !== "running") return buttons
    const open = { id: "open", label: texts.clusters.actions.open, icon: PanelsTopLeft, main: true, danger: false }
    const run = () => navigate({ screen: "overview", profile: name })
    return [{ ...open, command: coveCommand(name, ["status"]), run }, ...buttons]
  }, [work, dialogs, name, state])
}

/** Offers what can be done with each cluster to the palette. */
export function useClusterActions(clusters: readonly ClusterSummary[] | undefined): void {
  const work = useClusterWork()
  const dialogs = useClusterDialogs()
  const actions = useMemo(
    () =>
      (clusters ?? []).flatMap(({ name, state }) => [
        logsOf(name, dialogs.logs),
        ...actionsIn(state).map(
          (action): Action => ({
            id: `cluster.${action}:${name}`,
            title: texts.clusters.actions.onCluster(texts.clusters.actions[action], name),
            section: texts.shell.sections.clusters,
            command: commandOf(action, name),
            run: () => (action === "delete" ? dialogs.remove(name) : work.run(action, name)),
          }),
        ),
      ]),
    [clusters, work, dialogs],
  )
  useActions(actions)
}

function logsOf(name: string, show: (profile: string) => void): Action {
  return {
    id: `cluster.logs:${name}`,
    title: texts.clusters.logs.show(name),
    section: texts.shell.sections.clusters,
    command: coveCommand(name, ["logs", "--follow"]),
    run: () => show(name),
  }
}

const icons: Readonly<Record<OperationAction, LucideIcon>> = {
  start: Play,
  stop: Power,
  pause: Pause,
  unpause: Play,
  restart: RotateCw,
  delete: Trash2,
}
