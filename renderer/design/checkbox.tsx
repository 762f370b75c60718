import { Check, Minus } from "lucide-react"
import { Checkbox as RadixCheckbox } from "radix-ui"
import { useId } from "react"

export interface CheckboxProps {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  /** "some": of what stands below it, a part is chosen. */
  readonly checked: boolean | "some"
  onChange(checked: boolean): void
  readonly disabled?: boolean | undefined
}

/** Chosen or not, one of many. */
export function Checkbox({ label, hideLabel = false, checked, onChange, disabled = false }: CheckboxProps) {
  const id = useId()
  const control = (
    <RadixCheckbox.Root
      id={id}
      checked={checked === "some" ? "indeterminate" : checked}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next !== false)}
      {...(hideLabel && { "aria-label": label })}
      className="flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-raised disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent"
    >
      <RadixCheckbox.Indicator className="text-on-accent">
        {checked === "some" ? (
          <Minus size={12} strokeWidth={3} aria-hidden />
        ) : (
          <Check size={12} strokeWidth={3} aria-hidden />
        )}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  )
  if (hideLabel) return control
  return (
    <div className="flex items-center gap-2">
      {control}
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
