import "@xterm/xterm/css/xterm.css"
import { useEffect, useRef, useState } from "react"
import type { TerminalSummary } from "../../../core/bridge/contract/terminals.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useOpenLink } from "../../data/use-open-link.ts"
import { followTerminal, writeTerminal } from "../../data/use-terminals.ts"
import { Button } from "../../design/button.tsx"
import { useToaster } from "../../design/toast.tsx"
import { useTerminalDrawer } from "../../shell/terminal-context.tsx"
import { useTheme } from "../../shell/theme.ts"
import { isMac } from "../../shell/use-shortcuts.ts"
import { texts } from "../../texts/texts.ts"
import { TerminalSearch } from "./terminal-search.tsx"
import { type Found, TerminalSession } from "./terminal-session.ts"

interface TerminalViewProps {
  readonly terminal: TerminalSummary
  /** A hidden terminal goes on in the background, and keeps what it shows. */
  readonly visible: boolean
}

/** One terminal: what its program says, and what is typed. */
export function TerminalView({ terminal, visible }: TerminalViewProps) {
  const { id, title, exitCode } = terminal
  const place = useRef<HTMLDivElement>(null)
  const [searching, setSearching] = useState(false)
  const [found, setFound] = useState<Found>({ at: -1, all: 0 })
  const session = useSession({ id, place, onSearch: () => setSearching(true), onFound: setFound })
  const theme = useTheme()
  useEffect(() => session?.setTheme(theme), [session, theme])
  useEffect(() => {
    if (!visible || session === undefined) return
    session.fit()
    session.focus()
  }, [visible, session])
  return (
    <section
      aria-label={texts.terminal.screen(title)}
      hidden={!visible}
      className="absolute inset-0 flex flex-col bg-canvas dark:bg-sunken"
    >
      {searching && (
        <TerminalSearch
          found={found}
          onFind={(word, direction) => session?.find(word, direction)}
          onClose={() => {
            setSearching(false)
            session?.endSearch()
          }}
        />
      )}
      {/* The place itself has no padding: what fits into it is counted with that. */}
      <div className="min-h-0 flex-1 overflow-hidden pt-2 pl-3">
        <div ref={place} className="h-full" />
      </div>
      {exitCode !== undefined && <Ended terminal={terminal} exitCode={exitCode} />}
    </section>
  )
}

function Ended({ terminal, exitCode }: { readonly terminal: TerminalSummary; readonly exitCode: number }) {
  const bridge = useBridge()
  const { openTerminal } = useTerminalDrawer()
  function again() {
    openTerminal(terminal.target)
    bridge.call("terminals.close", { id: terminal.id }).catch(() => {}) // it ended: nothing is lost with it
  }
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-3 border-t border-line bg-panel px-3 py-1.5 text-muted"
    >
      <span>{texts.terminal.exited(exitCode)}</span>
      <Button size="sm" onClick={again}>
        {texts.terminal.again}
      </Button>
    </div>
  )
}

interface SessionOptions {
  readonly id: string
  readonly place: { readonly current: HTMLDivElement | null }
  onSearch(): void
  onFound(found: Found): void
}

/** An xterm in its place, joined to the host's terminal for as long as the place is there. */
function useSession({ id, place, onSearch, onFound }: SessionOptions): TerminalSession | undefined {
  const bridge = useBridge()
  const toaster = useToaster()
  const theme = useTheme()
  const [session, setSession] = useState<TerminalSession>()
  const openLink = useOpenLink()
  const latest = useRef({ onSearch, onFound, theme, openLink })
  latest.current = { onSearch, onFound, theme, openLink }
  useEffect(() => {
    if (place.current === null) return
    const stop = new AbortController()
    const made = new TerminalSession(place.current, {
      theme: latest.current.theme,
      mac: isMac(),
      onInput: (data) => void writeTerminal(bridge, id, data).catch(() => {}), // a terminal that has ended takes nothing
      onResize: (size) => void bridge.call("terminals.resize", { id, ...size }).catch(() => {}), // nor a size
      onLink: (url) => {
        latest.current.openLink(url).catch((error) => toaster.fail(texts.terminal.openLinkFailed, error))
      },
      onSearch: () => latest.current.onSearch(),
      onFound: (found) => latest.current.onFound(found),
    })
    setSession(made)
    made.tellSize()
    followTerminal(bridge, id, made, stop.signal).catch(() => {}) // a terminal that is gone has no tab
    const resizes = new ResizeObserver(() => made.fit())
    resizes.observe(place.current)
    return () => {
      resizes.disconnect()
      stop.abort(new Error("The screen is gone"))
      made.close()
      setSession(undefined)
    }
  }, [bridge, toaster, id, place])
  return session
}
