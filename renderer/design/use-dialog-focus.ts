import { type RefObject, useRef, useState } from "react"

export interface DialogFocusWishes {
  /** What has the focus at first; left out, the first field. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
  /** What has the focus afterwards; left out, what had it before. For dialogs that take each other's place. */
  readonly opener?: HTMLElement | null | undefined
}

interface DialogFocus {
  onOpenAutoFocus(event: Event): void
  onCloseAutoFocus(event: Event): void
}

/**
 * Where the focus goes when a dialog opens (its first field, or what is asked for), and when it closes: back to where it
 * was. Of a menu that is gone by then it goes to the button that had opened it.
 */
export function useDialogFocus({ initialFocus, opener: known }: DialogFocusWishes = {}): DialogFocus {
  const opener = useRef<HTMLElement | null>(null)
  // Nobody is asked when a field takes the focus by itself: it has it before the dialog is seen to open.
  const [atFirst] = useState(focusedNow)
  return {
    onOpenAutoFocus: (event) => {
      opener.current = known ?? focusedNow()
      if (initialFocus === undefined || initialFocus.current === null) return
      event.preventDefault()
      initialFocus.current.focus()
    },
    onCloseAutoFocus: (event) => {
      event.preventDefault()
      ;(opener.current ?? known ?? atFirst)?.focus()
    },
  }
}

/** What has the focus, or the button of the menu that has it. */
export function focusedNow(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role="menu"]')
  if (menu?.hasAttribute("aria-labelledby") === true)
    return document.getElementById(menu.getAttribute("aria-labelledby") ?? "")
  return focused instanceof HTMLElement ? focused : null
}
