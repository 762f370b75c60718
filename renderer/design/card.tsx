import { clsx } from "clsx"
import type { ReactNode } from "react"

export interface CardProps {
  readonly title?: ReactNode
  /** Stands at the right of the title. */
  readonly actions?: ReactNode
  /** "flush": the content reaches the edges, as a table does. */
  readonly padding?: "normal" | "flush" | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A group of things that belong together. */
export function Card({ title, actions, padding = "normal", className, children }: CardProps) {
  return (
    <section className={clsx("rounded-lg border border-line bg-raised shadow-card", className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className="flex min-h-10 items-center justify-between gap-2 border-b border-line px-4 py-1.5">
          <h2 className="font-semibold">{title}</h2>
          <div className="flex items-center gap-1">{actions}</div>
        </header>
      )}
      <div className={padding === "normal" ? "p-4" : undefined}>{children}</div>
    </section>
  )
}
