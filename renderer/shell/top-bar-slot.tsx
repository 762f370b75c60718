import { createContext, type ReactNode, useContext, useState } from "react"
import { createPortal } from "react-dom"

interface Slot {
  readonly element: HTMLElement | null
  setElement(element: HTMLElement | null): void
}

const SlotContext = createContext<Slot>({ element: null, setElement: () => {} })

export function TopBarSlotProvider({ children }: { readonly children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null)
  return <SlotContext value={{ element, setElement }}>{children}</SlotContext>
}

/** Shows what a screen has for the top bar there: its namespace selector. */
export function InTopBar({ children }: { readonly children: ReactNode }) {
  const { element } = useContext(SlotContext)
  return element === null ? null : createPortal(children, element)
}

/** The place itself; stands once in the top bar. */
export function TopBarSlot() {
  const { setElement } = useContext(SlotContext)
  return <div ref={setElement} className="flex items-center gap-2 empty:hidden" />
}
