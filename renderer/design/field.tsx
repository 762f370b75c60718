import { clsx } from "clsx"
import type { ReactNode } from "react"

export interface FieldProps {
  readonly id: string
  readonly label: string
  /** The label is there for who cannot see, and not shown. */
  readonly hideLabel?: boolean | undefined
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A label, what is filled in, and a hint or what is wrong. The control names `${id}-hint` in aria-describedby. */
export function Field({ id, label, hideLabel = false, hint, error, className, children }: FieldProps) {
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium text-muted"}>
        {label}
      </label>
      {children}
      {error !== undefined ? (
        <p id={`${id}-hint`} className="text-sm text-bad-ink">
          {error}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-faint">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

/** How every control that is filled in looks. */
export const controlLook =
  "h-7 w-full min-w-0 rounded-md border border-line-strong bg-raised px-2 text-ink outline-offset-0 disabled:opacity-50 aria-invalid:border-bad"
