import { createContext, type ReactNode, useContext, useMemo, useState } from "react"
import type { TerminalTarget } from "../../core/bridge/contract/terminals.ts"
import { useBridge } from "../data/bridge-context.ts"
import { useTerminals } from "../data/use-terminals.ts"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"

/** The drawer at the lower edge, with its terminals. */
export interface Terminals {
  /** Opens a terminal in a new tab, and shows it. A failure is told. */
  openTerminal(target: TerminalTarget): void
  readonly drawerOpen: boolean
  /** Without a terminal there yet, the drawer opens one. */
  setDrawerOpen(open: boolean): void
  /** The tab in front. */
  readonly chosen: string | undefined
  choose(id: string): void
}

const TerminalsContext = createContext<Terminals | undefined>(undefined)

/** How a terminal begins; it takes the drawer's size as soon as it is shown. */
const firstSize = { columns: 120, rows: 30 }

export function TerminalsProvider({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge()
  const toaster = useToaster()
  const known = useTerminals()
  const [drawerOpen, setDrawerOpen] = useState(false)
  const [wanted, choose] = useState<string>()
  const chosen = known?.some(({ id }) => id === wanted) === true ? wanted : known?.at(-1)?.id
  const terminals = useMemo<Terminals>(
    () => ({
      openTerminal: (target) => {
        setDrawerOpen(true)
        bridge.call("terminals.open", { target, ...firstSize }).then(
          ({ id }) => choose(id),
          (error) => toaster.fail(texts.terminal.openFailed, error),
        )
      },
      drawerOpen,
      setDrawerOpen,
      chosen,
      choose,
    }),
    [bridge, toaster, drawerOpen, chosen],
  )
  return <TerminalsContext value={terminals}>{children}</TerminalsContext>
}

export function useTerminalDrawer(): Terminals {
  const terminals = useContext(TerminalsContext)
  if (terminals === undefined) throw new Error("There is no TerminalsProvider around this screen")
  return terminals
}
