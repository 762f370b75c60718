import { useEffect, useRef } from "react"
import { useBridge } from "../data/bridge-context.ts"
import { useForwards } from "../data/use-forwards.ts"
import { useTerminals } from "../data/use-terminals.ts"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"
import { useTerminalDrawer } from "./terminal-context.tsx"

const words = texts.shell.lost

/** Terminals and port-forwards live in the host, and end with it: tells so once another host is there. */
export function useLossToasts(): void {
  const bridge = useBridge()
  const toaster = useToaster()
  const { openTerminal } = useTerminalDrawer()
  useLost(useTerminals(), (lost) => {
    const again = () => lost.forEach(({ target }) => void openTerminal(target))
    toaster.show({
      tone: "warn",
      title: words.terminals(lost.length),
      detail: words.terminalsDetail,
      action: { label: words.again, run: again },
    })
  })
  useLost(useForwards().value, (lost) => {
    // The host tells the kind that it was asked for, and takes no other.
    const again = () =>
      lost.forEach(({ profile, namespace, kind, name, port, localPort }) => {
        bridge
          .call("forwards.open", { profile, namespace, kind: kind as "pods", name, port, localPort })
          .catch((error) => toaster.fail(words.forwardFailed(name), error))
      })
    toaster.show({ tone: "warn", title: words.forwards(lost.length), action: { label: words.again, run: again } })
  })
}

/** Tells of items that were there before the line to the host was lost, and are not when it is back. */
function useLost<T extends { readonly id: string }>(
  items: readonly T[] | undefined,
  tell: (lost: readonly T[]) => void,
): void {
  const bridge = useBridge()
  const before = useRef<readonly T[]>([])
  const lineWasLost = useRef(false)
  const latest = useRef(tell)
  latest.current = tell
  useEffect(
    () =>
      bridge.onConnected((connected) => {
        if (!connected) lineWasLost.current = true
      }),
    [bridge],
  )
  useEffect(() => {
    if (items === undefined) return
    const there = new Set(items.map(({ id }) => id))
    const lost = before.current.filter(({ id }) => !there.has(id))
    before.current = items
    if (!lineWasLost.current) return
    lineWasLost.current = false
    if (lost.length > 0) latest.current(lost)
  }, [items])
}
