import { clsx } from "clsx"
import { Popover as Radix } from "radix-ui"
import type { ReactNode } from "react"

export interface PopoverProps {
  /** One button. */
  readonly trigger: ReactNode
  /** Its name, for who cannot see it. */
  readonly label: string
  readonly align?: "start" | "center" | "end" | undefined
  readonly side?: "top" | "bottom" | "left" | "right" | undefined
  /** Left out: it keeps that itself. */
  readonly open?: boolean | undefined
  onOpenChange?(open: boolean): void
  /** "flush": the content has its own padding. */
  readonly padding?: "normal" | "flush" | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** More about what was pressed, over the rest. */
export function Popover(props: PopoverProps) {
  const { trigger, label, align = "start", side = "bottom", padding = "normal", className, children } = props
  const { open, onOpenChange } = props
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpenChange !== undefined && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            "z-50 max-h-(--radix-popper-available-height) animate-rise overflow-auto rounded-lg border border-line bg-raised shadow-float outline-none",
            padding === "normal" && "p-3",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
