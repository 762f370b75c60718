import { History, type LucideIcon, Pause, Play, SquareTerminal, Tags, Waypoints } from "lucide-react"
import { quoteWord } from "../../../../core/base/shell-words.ts"
import type { TerminalTarget } from "../../../../core/bridge/contract/terminals.ts"
import { coveCommand } from "../../../../core/bridge/operation-command.ts"
import { groupResourceOf } from "../../../../core/machinery/api/resource.ts"
import { texts } from "../../../texts/texts.ts"
import { kubectlWord } from "../../resources/actions/kubectl-command.ts"
import type { ObjectAction } from "../../resources/actions/object-action.ts"
import { objectActions } from "../../resources/actions/object-actions.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { specFields } from "../parts/status-of.ts"
import type { OpenDialog } from "./object-dialogs.tsx"

/** Something that can be done to the object on the screen. */
export interface HeaderAction {
  readonly id: string
  readonly title: string
  readonly icon: LucideIcon
  readonly danger: boolean
  /** Wanted often enough to be a button. */
  readonly isProminent: boolean
  /** The same on the command line. */
  readonly command: string
  run(): void
}

export interface HeaderContext extends ObjectViewProps {
  /** `kubectl --context web` */
  readonly kubectl: string
  openDialog(dialog: OpenDialog): void
  openTerminal(target: TerminalTarget): void
}

const words = texts.detail.headerActions

/** In the order in which the menu shows them: what is of this kind alone first, then what all have. */
export function headerActions(context: HeaderContext): readonly HeaderAction[] {
  const { resource } = context
  const canPatch = resource.verbs.includes("patch")
  const general = objectActions(resource).filter((action) => isOffered(context, action))
  const rollout = canPatch ? rolloutActions(context) : []
  return [
    ...rollout.filter(({ id }) => id === "resume"), // what waits for it comes first
    ...general.filter(({ danger }) => !danger).map((action) => ofObjectAction(context, action)),
    ...rollout.filter(({ id }) => id !== "resume"),
    ...shellActions(context),
    ...forwardActions(context),
    ...(canPatch ? [labelsAction(context)] : []),
    ...general.filter(({ danger }) => danger).map((action) => ofObjectAction(context, action)),
  ]
}

/** Of two that undo each other only the one that does something. */
function isOffered({ object }: HeaderContext, { id }: ObjectAction): boolean {
  const isCordoned = specFields(object)["unschedulable"] === true
  if (id === "cordon") return !isCordoned
  return id !== "uncordon" || isCordoned
}

function ofObjectAction({ resource, object, kubectl, openDialog }: HeaderContext, action: ObjectAction): HeaderAction {
  const about = { resource, objects: [object] }
  return {
    id: action.id,
    title: action.title,
    icon: action.icon,
    danger: action.danger,
    isProminent: !action.danger,
    command: action.command(about, action.defaults, kubectl),
    run: () => openDialog({ type: "action", action }),
  }
}

const withRevisions: readonly string[] = ["deployments.apps", "daemonsets.apps", "statefulsets.apps"]

function rolloutActions(context: HeaderContext): readonly HeaderAction[] {
  const { resource, object, openDialog } = context
  const name = groupResourceOf(resource)
  if (!withRevisions.includes(name)) return []
  const rollback: HeaderAction = {
    id: "rollback",
    title: texts.detail.rollback.open,
    icon: History,
    danger: false,
    isProminent: true,
    command: `${kubectlAt(context)} rollout undo ${slashed(context)}`,
    run: () => openDialog({ type: "rollback" }),
  }
  if (name !== "deployments.apps") return [rollback]
  const paused = specFields(object)["paused"] === true
  const pause: HeaderAction = {
    id: paused ? "resume" : "pause",
    title: paused ? words.resume : words.pause,
    icon: paused ? Play : Pause,
    danger: false,
    isProminent: paused,
    command: `${kubectlAt(context)} rollout ${paused ? "resume" : "pause"} ${slashed(context)}`,
    run: () => openDialog({ type: "pause", paused: !paused }),
  }
  return [rollback, pause]
}

function shellActions(context: HeaderContext): readonly HeaderAction[] {
  const { profile, object, openTerminal } = context
  const base = { id: "shell", title: texts.detail.openShell, icon: SquareTerminal, danger: false, isProminent: true }
  const name = nameOf(object)
  if (object.kind === "Node") {
    const command = coveCommand(profile, ["ssh", "--node", name])
    return [{ ...base, command, run: () => openTerminal({ type: "node", profile, node: name }) }]
  }
  const { phase } = "status" in object ? (object.status as { readonly phase?: string }) : {} // a pod has one
  if (object.kind !== "Pod" || phase !== "Running") return []
  const run = ["sh", "-c", "command -v bash >/dev/null && exec bash || exec sh"]
  const target = { type: "pod", profile, namespace: namespaceOf(object), pod: name, command: run } as const
  return [
    {
      ...base,
      command: `${kubectlAt(context)} exec -it ${quoteWord(name)} -- sh`,
      run: () => openTerminal({ ...target, command: [...run] }),
    },
  ]
}

const withPorts: readonly string[] = [
  "pods",
  "services",
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "daemonsets.apps",
]

function forwardActions(context: HeaderContext): readonly HeaderAction[] {
  if (!withPorts.includes(groupResourceOf(context.resource))) return []
  return [
    {
      id: "forward",
      title: words.forward,
      icon: Waypoints,
      danger: false,
      isProminent: context.object.kind === "Pod" || context.object.kind === "Service",
      command: `${kubectlAt(context)} port-forward ${slashed(context)} :80`,
      run: () => context.openDialog({ type: "forward" }),
    },
  ]
}

function labelsAction(context: HeaderContext): HeaderAction {
  const { resource, object, openDialog } = context
  return {
    id: "labels",
    title: words.labels,
    icon: Tags,
    danger: false,
    isProminent: false,
    command: `${kubectlAt(context)} label ${kubectlWord(resource)} ${quoteWord(nameOf(object))} name=value`,
    run: () => openDialog({ type: "labels" }),
  }
}

/** `kubectl --context web -n default` */
export function kubectlAt({ kubectl, object }: Pick<HeaderContext, "kubectl" | "object">): string {
  const namespace = namespaceOf(object)
  return namespace === "" ? kubectl : `${kubectl} -n ${quoteWord(namespace)}`
}

/** `deployment/web` */
export function slashed({ resource, object }: Pick<HeaderContext, "resource" | "object">): string {
  return `${kubectlWord(resource)}/${quoteWord(nameOf(object))}`
}
