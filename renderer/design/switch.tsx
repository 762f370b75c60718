import { Switch as RadixSwitch } from "radix-ui"
import { useId } from "react"

export interface SwitchProps {
  readonly label: string
  /** The label is its name, and not shown. */
  readonly hideLabel?: boolean | undefined
  /** In small words below the label. */
  readonly hint?: string | undefined
  readonly checked: boolean
  onChange(checked: boolean): void
  readonly disabled?: boolean | undefined
}

/** On or off, at once. */
export function Switch({ label, hideLabel = false, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId()
  const control = (
    <RadixSwitch.Root
      id={id}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      {...(hideLabel && { "aria-label": label })}
      aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      className="relative h-4.5 w-8 shrink-0 rounded-full bg-idle transition-colors disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-white shadow-card transition-transform data-[state=checked]:translate-x-4" />
    </RadixSwitch.Root>
  )
  if (hideLabel) return control
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-faint">
            {hint}
          </p>
        )}
      </div>
      <div className="flex pt-px">{control}</div>
    </div>
  )
}
