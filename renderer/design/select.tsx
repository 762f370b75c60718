import { clsx } from "clsx"
import { Check, ChevronsUpDown } from "lucide-react"
import { Select as Radix } from "radix-ui"
import { type ReactNode, useId, useState } from "react"
import { controlLook, Field } from "./field.tsx"

export interface SelectOption<T extends string> {
  /** Not empty. */
  readonly value: T
  readonly label: string
  /** In small words below the label. */
  readonly detail?: string | undefined
  readonly disabled?: boolean | undefined
}

export interface SelectProps<T extends string> {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly value: T
  readonly options: readonly SelectOption<T>[]
  onChange(value: T): void
  readonly hint?: ReactNode
  readonly disabled?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly className?: string | undefined
}

/** One of several. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, hideLabel, value, options, onChange, hint, disabled = false, placeholder, className } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <Field id={id} label={label} hideLabel={hideLabel} hint={hint} className={className}>
      <Radix.Root
        open={open}
        onOpenChange={setOpen}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        <Radix.Trigger id={id} className={clsx(controlLook, "flex items-center justify-between gap-2 text-left")}>
          <span className="min-w-0 flex-1 truncate">
            <Radix.Value placeholder={placeholder} />
          </span>
          <ChevronsUpDown size={13} className="shrink-0 text-faint" aria-hidden />
        </Radix.Trigger>
        <Radix.Portal>
          {/* The options are always there; a place of their own they are while they show. */}
          <section aria-label={open ? label : undefined}>
            <Radix.Content
              position="popper"
              sideOffset={4}
              collisionPadding={8}
              className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-float"
            >
              <Radix.Viewport>
                {options.map((option) => (
                  <Option key={option.value} {...option} />
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </section>
        </Radix.Portal>
      </Radix.Root>
    </Field>
  )
}

function Option({ value, label, detail, disabled = false }: SelectOption<string>) {
  return (
    <Radix.Item
      value={value}
      disabled={disabled}
      className="flex min-h-7 cursor-default items-start gap-2 rounded-md px-2 py-1 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover"
    >
      <span className="mt-0.75 flex w-3.5 shrink-0">
        <Radix.ItemIndicator>
          <Check size={14} className="text-accent-ink" aria-hidden />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0">
        <Radix.ItemText>{label}</Radix.ItemText>
        {detail !== undefined && <span className="block max-w-80 text-sm text-faint">{detail}</span>}
      </span>
    </Radix.Item>
  )
}
