import {
  createContext,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react"
import type { TerminalTarget } from "../../core/bridge/contract/terminals.ts"
import { useBridge } from "../data/bridge-context.ts"
import { useProvided } from "../data/use-provided.ts"
import { useTerminals } from "../data/use-terminals.ts"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"

/** The drawer at the lower edge, with its terminals. */
export interface Terminals {
  /** Opens a terminal in a new tab, and shows it. A failure is told. */
  openTerminal(target: TerminalTarget): void
  readonly drawerOpen: boolean
  /** Shows or hides the drawer. Where there is no terminal yet, a shell for the cluster is opened. */
  toggleDrawer(profile: string | undefined): void
  hideDrawer(): void
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
  const empty = known?.length === 0
  const openTerminal = useCallback(
    (target: TerminalTarget) => {
      setDrawerOpen(true)
      bridge.call("terminals.open", { target, ...firstSize }).then(
        ({ id }) => choose(id),
        (error) => {
          if (empty) setDrawerOpen(false)
          toaster.fail(texts.terminal.openFailed, error)
        },
      )
    },
    [bridge, toaster, empty],
  )
  const hideDrawer = useCallback(() => setDrawerOpen(false), [])
  useHidingWhenLastCloses(known?.length ?? 0, hideDrawer)
  useFocusBack(drawerOpen)
  const terminals = useMemo<Terminals>(
    () => ({
      openTerminal,
      drawerOpen,
      toggleDrawer: (profile) => {
        if (!drawerOpen && empty) openTerminal({ type: "shell", profile })
        else setDrawerOpen(!drawerOpen)
      },
      hideDrawer,
      chosen,
      choose,
    }),
    [openTerminal, drawerOpen, empty, hideDrawer, chosen],
  )
  return <TerminalsContext value={terminals}>{children}</TerminalsContext>
}

function useHidingWhenLastCloses(count: number, hide: () => void): void {
  const before = useRef(count)
  useEffect(() => {
    if (count === 0 && before.current > 0) hide()
    before.current = count
  }, [count, hide])
}

/** Who hides the drawer is where he was before it was shown, unless he went elsewhere meanwhile. */
function useFocusBack(open: boolean): void {
  const before = useRef<HTMLElement>(undefined)
  useLayoutEffect(() => {
    const { activeElement: focused, body } = document
    if (open) before.current = focused instanceof HTMLElement ? focused : undefined
    else if (focused === null || focused === body || !focused.checkVisibility()) before.current?.focus()
  }, [open])
}

export function useTerminalDrawer(): Terminals {
  return useProvided(TerminalsContext, "TerminalsProvider")
}
