import { PanelLeft, Search, SquareTerminal } from "lucide-react"
import { IconButton } from "../design/button.tsx"
import { Kbd } from "../design/kbd.tsx"
import { texts } from "../texts/texts.ts"
import { Breadcrumb } from "./breadcrumb.tsx"
import { OperationsIndicator } from "./operations-indicator.tsx"
import type { Route } from "./routes.ts"
import { useTerminalDrawer } from "./terminal-context.tsx"

interface TopBarProps {
  readonly route: Route
  readonly profile: string | undefined
  onSearch(): void
  onToggleSidebar(): void
}

/** Where one is, and what is always at hand. */
export function TopBar({ route, profile, onSearch, onToggleSidebar }: TopBarProps) {
  const { drawerOpen, toggleDrawer } = useTerminalDrawer()
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3">
      <IconButton
        icon={PanelLeft}
        label={texts.shell.actions.toggleSidebar}
        shortcut="mod+b"
        onClick={onToggleSidebar}
        className="-mr-2 -ml-1"
      />
      <Breadcrumb route={route} />
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
          onClick={() => toggleDrawer(profile)}
          className="aria-pressed:bg-hover aria-pressed:text-ink"
        />
      </div>
    </header>
  )
}
