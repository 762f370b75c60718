import { clsx } from "clsx"
import { Search, X } from "lucide-react"
import { type KeyboardEvent, type ReactNode, type Ref, useId } from "react"
import { texts } from "../texts/texts.ts"
import { IconButton } from "./button.tsx"
import { controlLook, Field } from "./field.tsx"

export interface TextFieldProps {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly value: string
  onChange(value: string): void
  readonly type?: "text" | "number" | "password" | undefined
  readonly placeholder?: string | undefined
  readonly hint?: ReactNode
  /** What is wrong with the value. */
  readonly error?: string | undefined
  readonly disabled?: boolean | undefined
  readonly mono?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  /** "GiB", behind the value. */
  readonly unit?: string | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly step?: number | "any" | undefined
  /** The value is done: the field was left, or Enter pressed. */
  onCommit?(value: string): void
  readonly className?: string | undefined
}

export function TextField({ label, hideLabel, hint, error, className, onCommit, ...control }: TextFieldProps) {
  const id = useId()
  const { value, onChange, type = "text", placeholder, disabled, mono = false, unit, ...rest } = control
  return (
    <Field id={id} label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <div className="relative">
        <input
          {...rest}
          id={id}
          type={type}
          value={value}
          disabled={disabled}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== undefined || undefined}
          aria-describedby={hint !== undefined || error !== undefined ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={(event) => onCommit?.(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && onCommit?.(event.currentTarget.value)}
          className={clsx(controlLook, mono && "font-mono text-sm", unit !== undefined && "pr-10")}
        />
        {unit !== undefined && (
          <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-sm text-faint">
            {unit}
          </span>
        )}
      </div>
    </Field>
  )
}

export interface SearchFieldProps {
  readonly label: string
  readonly value: string
  onChange(value: string): void
  readonly placeholder?: string | undefined
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>): void
  readonly ref?: Ref<HTMLInputElement> | undefined
  readonly className?: string | undefined
}

/** Narrows what stands beside it. Escape empties it. */
export function SearchField({ label, value, onChange, placeholder, onKeyDown, ref, className }: SearchFieldProps) {
  return (
    <div className={clsx("relative", className)}>
      <Search size={14} className="pointer-events-none absolute top-1.75 left-2 text-faint" aria-hidden />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation()
            onChange("")
          }
          onKeyDown?.(event)
        }}
        className={clsx(controlLook, "px-7")}
      />
      {value !== "" && (
        <IconButton
          icon={X}
          size="sm"
          tooltip="hidden"
          label={texts.common.clear}
          onClick={() => onChange("")}
          className="absolute top-0.5 right-0.5"
        />
      )}
    </div>
  )
}
