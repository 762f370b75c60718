import { clsx } from "clsx"
import { Check, Copy } from "lucide-react"
import { useCallback, useEffect, useState } from "react"
import { browserClock } from "../data/browser-clock.ts"
import { texts } from "../texts/texts.ts"
import { IconButton } from "./button.tsx"

/** How long a copy button says that it has copied. */
const copiedMs = 1_500

/** The command line that does what the button beside it does, to copy. */
export function CopyCommand({ command, className }: { readonly command: string; readonly className?: string }) {
  return (
    <div
      className={clsx(
        "flex min-h-8 min-w-0 items-center-safe text-left gap-2 rounded-md border border-line bg-sunken py-0.5 pr-1 pl-2.5",
        className,
      )}
    >
      <span aria-hidden className="font-mono text-sm text-faint">
        $
      </span>
      <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere text-ink">{command}</code>
      <CopyButton text={command} label={texts.common.copyCommand} />
    </div>
  )
}

/** Copies a text. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string | undefined }) {
  const { copied, copy } = useCopy()
  return (
    <IconButton
      icon={copied ? Check : Copy}
      size="sm"
      label={copied ? texts.common.copied : (label ?? texts.common.copy)}
      onClick={() => copy(text)}
    />
  )
}

/** Copies to the clipboard, and tells for a moment that it did. */
export function useCopy(): { readonly copied: boolean; copy(text: string): void } {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = browserClock.after(copiedMs, () => setCopied(false))
    return () => timer.cancel()
  }, [copied])
  const copy = useCallback((text: string) => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }, [])
  return { copied, copy }
}
