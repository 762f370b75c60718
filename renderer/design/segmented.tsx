import { clsx } from "clsx"
import type { LucideIcon } from "lucide-react"
import { ToggleGroup } from "radix-ui"

export interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: LucideIcon | undefined }[]
  onChange(value: T): void
  readonly disabled?: boolean | undefined
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({ label, value, options, onChange, disabled }: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      disabled={disabled === true}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen !== undefined) onChange(chosen.value)
      }}
      className="inline-flex h-7 items-center rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className={clsx(
            "inline-flex h-full items-center gap-1.5 rounded-sm px-2.5 text-sm whitespace-nowrap text-muted hover:text-ink",
            "data-[state=on]:bg-raised data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-card",
          )}
        >
          {option.icon !== undefined && <option.icon size={14} aria-hidden />}
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
