import { ClipboardCopy, FileKey, ScrollText, SquareCheck, SquareTerminal } from "lucide-react"
import type { ClusterSummary } from "../../../core/bridge/contract/clusters.ts"
import { coveCommand } from "../../../core/bridge/operation-command.ts"
import type { MenuEntry } from "../../design/menu.tsx"
import { useToaster } from "../../design/toast.tsx"
import { kubectlCommand } from "../../shell/command-text.ts"
import { useTerminalDrawer } from "../../shell/terminal-context.tsx"
import { texts } from "../../texts/texts.ts"
import { useClusterDialogs } from "./cluster-dialogs.tsx"
import { useClusterButtons } from "./use-cluster-actions.ts"
import { useClusterWork } from "./use-cluster-work.ts"

/** The menu of a cluster's card: what its buttons do, and what is done less often. */
export function useClusterMenu(cluster: ClusterSummary): readonly MenuEntry[] {
  const { name, kubeconfig, current } = cluster
  const { actions } = texts.clusters
  const work = useClusterWork()
  const dialogs = useClusterDialogs()
  const buttons = useClusterButtons(cluster)
  const copy = useCopyTo()
  const ssh = useNodeShells(cluster)
  const commands = [
    ...buttons.map(({ id, command }) => ({ id, command })),
    { id: "logs", command: coveCommand(name, ["logs", "--follow"]) },
    { id: "ssh", command: coveCommand(name, ["ssh"]) },
    { id: "use", command: coveCommand(name, ["update-context"]) },
    { id: "nodes", command: kubectlCommand(name, ["get", "nodes", "-o", "wide"]) },
  ]
  const doing = buttons.map(
    ({ id, label, icon, danger, run }): MenuEntry => ({
      type: "item",
      id,
      label: danger ? `${label}…` : label, // it asks first
      icon,
      danger,
      onSelect: run,
    }),
  )
  return [
    ...doing.filter(({ id }) => id !== "delete"),
    ...(doing.length > 0 ? [{ type: "separator" as const, id: "after-doing" }] : []),
    ssh,
    { type: "item", id: "logs", label: actions.logs, icon: ScrollText, onSelect: () => dialogs.logs(name) },
    { type: "separator", id: "before-kubectl" },
    {
      type: "item",
      id: "use",
      label: actions.use,
      icon: SquareCheck,
      disabled: current || cluster.server === undefined,
      onSelect: () => work.use(name),
    },
    {
      type: "item",
      id: "kubeconfig",
      label: actions.copyKubeconfig,
      icon: FileKey,
      onSelect: () => copy(kubeconfig, texts.clusters.copiedKubeconfig),
    },
    {
      type: "submenu",
      id: "commands",
      label: actions.copyCommand,
      icon: ClipboardCopy,
      entries: commands.map(({ id, command }) => ({
        type: "item",
        id,
        label: command,
        onSelect: () => copy(command, texts.clusters.copiedCommand),
      })),
    },
    ...doing
      .filter(({ id }) => id === "delete")
      .flatMap((entry): MenuEntry[] => [{ type: "separator", id: "before-delete" }, entry]),
  ]
}

function useCopyTo(): (text: string, done: string) => void {
  const toaster = useToaster()
  return (text, done) => {
    navigator.clipboard.writeText(text).then(
      () => toaster.show({ tone: "ok", title: done, detail: text }),
      (error) => toaster.fail(texts.terminal.copyFailed, error),
    )
  }
}

/** A shell on the one node, or on one of several. */
function useNodeShells({ name, nodes }: ClusterSummary): MenuEntry {
  const { openTerminal } = useTerminalDrawer()
  const { actions } = texts.clusters
  const shells = nodes.map(
    (node): MenuEntry => ({
      type: "item",
      id: `ssh:${node.name}`,
      label: actions.sshOn(node.name),
      disabled: node.state !== "running",
      onSelect: () => openTerminal({ type: "node", profile: name, node: node.name }),
    }),
  )
  const [only] = shells
  if (shells.length === 1 && only?.type === "item") return { ...only, label: actions.ssh, icon: SquareTerminal }
  return { type: "submenu", id: "ssh", label: actions.ssh, icon: SquareTerminal, entries: shells }
}
