import type { LucideIcon } from "lucide-react"
import type { ReactNode } from "react"

export interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** Why there is nothing, and what would bring something. */
  readonly detail?: ReactNode
  /** Buttons. */
  readonly actions?: ReactNode
}

/** In the place of a list that has nothing in it. */
export function EmptyState({ icon: Icon, title, detail, actions }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-60 flex-col items-center justify-center gap-3 p-8 text-center">
      <div className="flex size-11 items-center justify-center rounded-xl border border-line bg-sunken text-faint">
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </div>
      <div className="flex max-w-md flex-col gap-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        {detail !== undefined && <div className="text-muted">{detail}</div>}
      </div>
      {actions !== undefined && <div className="flex items-center gap-2 pt-1">{actions}</div>}
    </div>
  )
}
