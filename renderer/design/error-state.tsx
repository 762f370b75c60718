import { CircleAlert, RotateCw } from "lucide-react"
import type { ReactNode } from "react"
import { texts } from "../texts/texts.ts"
import { Button } from "./button.tsx"

export interface ErrorStateProps {
  readonly title: string
  /** What happened, as it was told. */
  readonly message?: string | undefined
  /** What to do about it. */
  readonly advice?: string | undefined
  readonly onRetry?: (() => void) | undefined
  /** Further buttons. */
  readonly actions?: ReactNode
}

/** In the place of something that could not be shown. */
export function ErrorState({ title, message, advice, onRetry, actions }: ErrorStateProps) {
  return (
    <div role="alert" className="flex h-full min-h-60 flex-col items-center justify-center gap-3 p-8 text-center">
      <div className="flex size-11 items-center justify-center rounded-xl bg-bad-soft text-bad-ink">
        <CircleAlert size={20} strokeWidth={1.75} aria-hidden />
      </div>
      <div className="flex max-w-lg flex-col gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {message !== undefined && message !== "" && <p className="break-words text-muted">{message}</p>}
        {advice !== undefined && advice !== "" && <p className="break-words">{advice}</p>}
      </div>
      <div className="flex items-center gap-2 pt-1">
        {onRetry !== undefined && (
          <Button icon={RotateCw} onClick={onRetry}>
            {texts.common.retry}
          </Button>
        )}
        {actions}
      </div>
    </div>
  )
}

/** A failure among other things: a line above a form, in a card. */
export function ErrorNote({ message, advice }: { readonly message: string; readonly advice?: string | undefined }) {
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad-ink">
      <CircleAlert size={15} className="mt-0.5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="break-words">{message}</p>
        {advice !== undefined && advice !== "" && <p className="mt-0.5 break-words text-ink">{advice}</p>}
      </div>
    </div>
  )
}
