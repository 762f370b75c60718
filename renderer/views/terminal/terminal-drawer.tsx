import { useState } from "react"
import { useTerminals } from "../../data/use-terminals.ts"
import { useTerminalDrawer } from "../../shell/terminal-context.tsx"
import { texts } from "../../texts/texts.ts"
import { TerminalTabs } from "./terminal-tabs.tsx"
import { TerminalView } from "./terminal-view.tsx"

const lowest = 120
const firstHeight = 300
/** What is left of the screen above the drawer. */
const above = 160
const keyStep = 24

/** Terminals at the lower edge. They stay when it is hidden, and when screens come and go. */
export function TerminalDrawer({ profile }: { readonly profile: string | undefined }) {
  const { drawerOpen, chosen } = useTerminalDrawer()
  const terminals = useTerminals()
  const [height, setHeight] = useState(firstHeight)
  const [maximized, setMaximized] = useState(false)
  const visited = useVisited(drawerOpen ? chosen : undefined)
  const tall = Math.max(lowest, window.innerHeight - above)
  const shown = maximized ? tall : Math.min(height, tall)
  return (
    <section
      aria-label={texts.terminal.title}
      hidden={!drawerOpen}
      className="relative flex min-w-0 flex-col border-t border-line bg-panel"
      style={{ height: shown, maxHeight: `calc(100vh - ${above}px)` }} // the window may have become smaller since
    >
      <ResizeHandle
        height={shown}
        highest={tall}
        onChange={(next) => {
          setMaximized(false)
          setHeight(next)
        }}
      />
      <TerminalTabs profile={profile} maximized={maximized} onMaximize={() => setMaximized(!maximized)} />
      <div className="relative min-h-0 flex-1">
        {terminals
          ?.filter(({ id }) => visited.has(id))
          .map((terminal) => (
            <TerminalView key={terminal.id} terminal={terminal} visible={drawerOpen && terminal.id === chosen} />
          ))}
      </div>
    </section>
  )
}

/** The terminals that were looked at: only they are drawn, and they keep their place in the text. */
function useVisited(id: string | undefined): ReadonlySet<string> {
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set())
  if (id !== undefined && !visited.has(id)) setVisited(new Set([...visited, id]))
  return visited
}

interface ResizeHandleProps {
  readonly height: number
  readonly highest: number
  onChange(height: number): void
}

function ResizeHandle({ height, highest, onChange }: ResizeHandleProps) {
  const bounded = (wanted: number) => Math.min(highest, Math.max(lowest, wanted))
  const [from, setFrom] = useState<{ readonly y: number; readonly height: number }>()
  return (
    <hr
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={texts.terminal.resize}
      aria-valuenow={Math.round(height)}
      aria-valuemin={lowest}
      aria-valuemax={Math.round(highest)}
      className="absolute inset-x-0 -top-1 z-10 m-0 h-2 cursor-row-resize border-0 hover:bg-accent/25 focus-visible:bg-accent/40"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom({ y: event.clientY, height })
      }}
      onPointerMove={(event) => from !== undefined && onChange(bounded(from.height + from.y - event.clientY))}
      onPointerUp={() => setFrom(undefined)}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp") onChange(bounded(height + keyStep))
        if (event.key === "ArrowDown") onChange(bounded(height - keyStep))
      }}
    />
  )
}
