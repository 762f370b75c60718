import { useMemo } from "react"
import { commandLine } from "../../core/base/shell-words.ts"
import { coveCommand } from "../../core/bridge/operation-command.ts"
import { useBridge } from "../data/bridge-context.ts"
import { useClusters } from "../data/use-clusters.ts"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"
import { useClusterDialogs } from "../views/clusters/cluster-dialogs.tsx"
import { useClusterActions } from "../views/clusters/use-cluster-actions.ts"
import { type Action, useActions } from "./actions.ts"
import { kubectlCommand } from "./command-text.ts"
import { useTerminalDrawer } from "./terminal-context.tsx"
import { navigate } from "./use-route.ts"

interface GlobalActions {
  readonly profile: string | undefined
  toggleSidebar(): void
  showPalette(): void
  showShortcuts(): void
}

/** What can be done on every screen. */
export function useGlobalActions({ profile, ...app }: GlobalActions): void {
  useActions(useAppActions(app))
  useActions(useTerminalActions(profile))
  useActions(useThemeActions())
  useActions(useClusterGoTos())
  useActions(useSectionGoTos(profile))
  useClusterActions(useClusters().value)
}

const { actions, sections } = texts.shell

function useAppActions({
  showPalette,
  showShortcuts,
  toggleSidebar,
}: Omit<GlobalActions, "profile">): readonly Action[] {
  const dialogs = useClusterDialogs()
  return useMemo(
    () => [
      goTo(texts.shell.clusters, "g c", commandLine(["cove", "profile", "list"]), () =>
        navigate({ screen: "clusters" }),
      ),
      goTo(texts.shell.settings, "g ,", undefined, () => navigate({ screen: "settings" })),
      {
        id: "cluster.create",
        title: actions.newCluster,
        section: sections.clusters,
        command: commandLine(["cove", "start"]),
        keywords: ["create", "start", "add"],
        run: dialogs.create,
      },
      { id: "app.palette", title: actions.palette, section: sections.app, shortcut: "mod+k", run: showPalette },
      { id: "app.shortcuts", title: actions.shortcuts, section: sections.app, shortcut: "?", run: showShortcuts },
      {
        id: "app.sidebar",
        title: actions.toggleSidebar,
        section: sections.app,
        shortcut: "mod+b",
        run: toggleSidebar,
      },
    ],
    [dialogs, showPalette, showShortcuts, toggleSidebar],
  )
}

function useTerminalActions(profile: string | undefined): readonly Action[] {
  const { toggleDrawer, openTerminal } = useTerminalDrawer()
  return useMemo(
    () => [
      {
        id: "terminal.toggle",
        title: actions.toggleTerminal,
        section: sections.terminal,
        shortcut: "ctrl+`",
        run: () => toggleDrawer(profile),
      },
      {
        id: "terminal.new",
        title: actions.newTerminal,
        section: sections.terminal,
        shortcut: "ctrl+shift+`",
        keywords: ["shell", "kubectl"],
        run: () => openTerminal({ type: "shell", profile }),
      },
    ],
    [toggleDrawer, openTerminal, profile],
  )
}

function useThemeActions(): readonly Action[] {
  const bridge = useBridge()
  const toaster = useToaster()
  return useMemo(
    () =>
      (["system", "light", "dark"] as const).map((theme) => ({
        id: `app.theme.${theme}`,
        title: actions.theme(texts.shell.theme[theme]),
        section: sections.app,
        keywords: ["appearance", "color"],
        run: () => {
          bridge.call("settings.change", { theme }).catch((error) => toaster.fail(texts.shell.themeFailed, error))
        },
      })),
    [bridge, toaster],
  )
}

function useClusterGoTos(): readonly Action[] {
  const clusters = useClusters().value
  const names = clusters?.map(({ name }) => name).join(" ") ?? ""
  return useMemo(
    () =>
      names
        .split(" ")
        .filter((name) => name !== "")
        .map((name) => ({
          id: `cluster.open:${name}`,
          title: actions.openCluster(name),
          section: sections.clusters,
          keywords: ["switch", "cluster"],
          command: coveCommand(name, ["status"]),
          run: () => navigate({ screen: "overview", profile: name }),
        })),
    [names],
  )
}

function useSectionGoTos(profile: string | undefined): readonly Action[] {
  return useMemo(() => {
    if (profile === undefined) return []
    const { overview, sequence, forwards, addons } = texts.shell
    return [
      goTo(overview, "g o", kubectlCommand(profile, ["get", "all", "-A"]), () =>
        navigate({ screen: "overview", profile }),
      ),
      goTo(sequence, "g q", undefined, () => navigate({ screen: "sequence", profile })),
      goTo(forwards, "g f", undefined, () => navigate({ screen: "forwards", profile })),
      goTo(addons, "g a", undefined, () => navigate({ screen: "addons", profile })),
    ]
  }, [profile])
}

function goTo(place: string, shortcut: string, command: string | undefined, run: () => void): Action {
  return { id: `goto:${place}`, title: actions.goTo(place), section: sections.goTo, shortcut, command, run }
}
