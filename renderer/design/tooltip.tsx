import { Tooltip as Radix } from "radix-ui"
import type { FocusEvent, ReactNode } from "react"
import { Kbd } from "./kbd.tsx"

export interface TooltipProps {
  readonly label: ReactNode
  /** As in `Action.shortcut`. */
  readonly shortcut?: string | undefined
  readonly side?: "top" | "bottom" | "left" | "right" | undefined
  /** One element that takes a ref: a button, a span. */
  readonly children: ReactNode
}

/** Words about what the pointer rests on. Nothing may be found only here. */
export function Tooltip({ label, shortcut, side = "top", children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={leaveUnlessVisible}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-80 animate-fade items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-ink shadow-float"
        >
          {label}
          {shortcut !== undefined && <Kbd shortcut={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A button that is given the focus, by a dialog that opens for instance, was not asked what it is. */
function leaveUnlessVisible(event: FocusEvent): void {
  if (!event.currentTarget.matches(":focus-visible")) event.preventDefault()
}

/** Stands once around everything. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}
