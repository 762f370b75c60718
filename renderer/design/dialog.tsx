import { clsx } from "clsx"
import { X } from "lucide-react"
import { Dialog as Radix } from "radix-ui"
import type { ReactNode } from "react"
import { texts } from "../texts/texts.ts"
import { IconButton } from "./button.tsx"
import { type DialogFocusWishes, useDialogFocus } from "./use-dialog-focus.ts"

export interface DialogProps extends DialogFocusWishes {
  readonly open: boolean
  onClose(): void
  readonly title: ReactNode
  /** One sentence below the title. */
  readonly description?: ReactNode
  readonly size?: "sm" | "md" | "lg" | "xl" | undefined
  /** Buttons at the lower right; the one to press stands last. */
  readonly footer?: ReactNode
  /** At the lower left, beside the buttons: a command, a note. */
  readonly footnote?: ReactNode
  /** "flush": the content has its own padding. */
  readonly padding?: "normal" | "flush" | undefined
  readonly children?: ReactNode
}

/** Asks for something before the rest goes on. Escape and a press beside it close it. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, size = "md", padding = "normal", children } = props
  const focus = useDialogFocus(props)
  const described = description === undefined ? { "aria-describedby": undefined } : {}
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          {...described}
          {...focus}
          className={clsx(
            "fixed top-1/2 left-1/2 z-40 flex max-h-[88vh] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line bg-raised shadow-modal outline-none",
            "animate-fade",
            widths[size],
          )}
        >
          <header className="pt-4 pr-12 pb-3 pl-5">
            <div className="min-w-0">
              <Radix.Title className="text-lg font-semibold break-words">{title}</Radix.Title>
              {description !== undefined && <Radix.Description className="text-muted">{description}</Radix.Description>}
            </div>
          </header>
          <div className={clsx("min-h-0 flex-1 overflow-y-auto", padding === "normal" && "px-5 pb-4")}>{children}</div>
          <DialogFooter {...props} />
          {/* Last, so that the first field has the focus when the dialog opens. */}
          <Radix.Close asChild>
            <IconButton icon={X} label={texts.common.close} tooltip="hidden" className="absolute top-3 right-3" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function DialogFooter({ footer, footnote }: DialogProps) {
  if (footer === undefined && footnote === undefined) return null
  return (
    <footer className="flex items-center justify-between gap-4 rounded-b-xl border-t border-line bg-panel px-5 py-3">
      <div className="min-w-0 flex-1">{footnote}</div>
      <div className="flex shrink-0 items-center gap-2">{footer}</div>
    </footer>
  )
}

const widths = { sm: "max-w-105", md: "max-w-140", lg: "max-w-180", xl: "max-w-260" }
