import { clsx } from "clsx"
import { ChevronDown, Maximize2, Minimize2, Plus, SquareTerminal, X } from "lucide-react"
import type { KeyboardEvent } from "react"
import type { TerminalSummary } from "../../../core/bridge/contract/terminals.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useClusters } from "../../data/use-clusters.ts"
import { useTerminals } from "../../data/use-terminals.ts"
import { IconButton } from "../../design/button.tsx"
import { CopyButton } from "../../design/copy-command.tsx"
import { Menu, type MenuEntry } from "../../design/menu.tsx"
import { useToaster } from "../../design/toast.tsx"
import { useTerminalDrawer } from "../../shell/terminal-context.tsx"
import { texts } from "../../texts/texts.ts"

interface TerminalTabsProps {
  readonly profile: string | undefined
  readonly maximized: boolean
  onMaximize(): void
}

/** A tab per terminal, and what can be done with the drawer. */
export function TerminalTabs({ profile, maximized, onMaximize }: TerminalTabsProps) {
  const { chosen, choose, openTerminal, hideDrawer } = useTerminalDrawer()
  const terminals = useTerminals() ?? []
  const shown = terminals.find(({ id }) => id === chosen)
  const others = useOtherShells()
  function move(event: KeyboardEvent) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0
    const at = terminals.findIndex(({ id }) => id === chosen)
    const next = terminals[(at + step + terminals.length) % terminals.length]
    if (step !== 0 && next !== undefined) choose(next.id)
  }
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-2 pl-1">
      <div
        className="flex h-full min-w-0 items-center gap-0.5 overflow-x-auto"
        onKeyDown={move}
        role="toolbar"
        aria-label={texts.terminal.title}
      >
        {terminals.map((terminal) => (
          <Tab
            key={terminal.id}
            terminal={terminal}
            chosen={terminal.id === chosen}
            onChoose={() => choose(terminal.id)}
          />
        ))}
      </div>
      <IconButton
        icon={Plus}
        size="sm"
        label={profile === undefined ? texts.terminal.new : texts.terminal.newHere(profile)}
        tooltip="top"
        onClick={() => openTerminal({ type: "shell", profile })}
      />
      <Menu
        align="start"
        trigger={<IconButton icon={ChevronDown} size="sm" label={texts.terminal.more} tooltip="hidden" />}
        entries={others}
      />
      <span className="flex-1" />
      {shown !== undefined && <CopyButton text={shown.command} label={texts.common.copyCommand} />}
      <IconButton
        icon={maximized ? Minimize2 : Maximize2}
        size="sm"
        label={maximized ? texts.terminal.restore : texts.terminal.maximize}
        tooltip="top"
        onClick={onMaximize}
      />
      <IconButton icon={X} size="sm" label={texts.terminal.hide} shortcut="ctrl+`" tooltip="top" onClick={hideDrawer} />
    </div>
  )
}

interface TabProps {
  readonly terminal: TerminalSummary
  readonly chosen: boolean
  onChoose(): void
}

function Tab({ terminal, chosen, onChoose }: TabProps) {
  const bridge = useBridge()
  const toaster = useToaster()
  const { id, title, exitCode } = terminal
  function close() {
    bridge.call("terminals.close", { id }).catch((error) => toaster.fail(texts.terminal.closeFailed, error))
  }
  return (
    <div
      className={clsx(
        "flex h-7 max-w-56 shrink-0 items-center rounded-md pr-0.5",
        chosen ? "bg-raised shadow-card ring-1 ring-line" : "text-muted hover:bg-hover",
      )}
    >
      <button
        type="button"
        aria-pressed={chosen}
        title={terminal.command}
        onClick={onChoose}
        onAuxClick={(event) => event.button === 1 && close()}
        className="flex h-full min-w-0 items-center gap-1.5 rounded-md pr-1 pl-2"
      >
        <SquareTerminal size={13} className="shrink-0" aria-hidden />
        <span className={clsx("truncate", exitCode !== undefined && "line-through")}>{title}</span>
      </button>
      <IconButton
        icon={X}
        size="sm"
        label={texts.terminal.close(title)}
        tooltip="hidden"
        onClick={close}
        className="size-5"
      />
    </div>
  )
}

/** Shells for every cluster, and on every node that runs. */
function useOtherShells(): readonly MenuEntry[] {
  const clusters = useClusters().value ?? []
  const { openTerminal } = useTerminalDrawer()
  const ofClusters = clusters.flatMap(({ name, nodes }): MenuEntry[] => [
    { type: "heading", id: `heading:${name}`, label: name },
    {
      type: "item",
      id: `shell:${name}`,
      label: texts.terminal.newHere(name),
      onSelect: () => openTerminal({ type: "shell", profile: name }),
    },
    ...nodes.map(
      (node): MenuEntry => ({
        type: "item",
        id: `node:${name}:${node.name}`,
        label: texts.terminal.onNode(node.name),
        disabled: node.state !== "running",
        onSelect: () => openTerminal({ type: "node", profile: name, node: node.name }),
      }),
    ),
  ])
  return [
    ...ofClusters,
    ...(ofClusters.length > 0 ? [{ type: "separator" as const, id: "before-plain" }] : []),
    {
      type: "item",
      id: "plain",
      label: texts.terminal.plain,
      onSelect: () => openTerminal({ type: "shell" }),
    },
  ]
}
