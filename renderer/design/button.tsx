import { clsx } from "clsx"
import type { LucideIcon } from "lucide-react"
import type { ComponentProps } from "react"
import { Spinner } from "./spinner.tsx"
import { Tooltip } from "./tooltip.tsx"

/** All that a <button> takes, and how it looks. Works as the trigger of a menu, a dialog or a popover. */
export interface ButtonProps extends ComponentProps<"button"> {
  /** "primary": the one thing to do here. "danger": takes something away. "ghost": among many. */
  readonly variant?: "primary" | "secondary" | "ghost" | "danger" | undefined
  readonly size?: "sm" | "md" | undefined
  readonly icon?: LucideIcon | undefined
  /** Shows that it works, and cannot be pressed meanwhile. */
  readonly busy?: boolean | undefined
}

export function Button({
  variant = "secondary",
  size = "md",
  icon: Icon,
  busy = false,
  className,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={clsx(shape, size === "sm" ? "h-6 px-2 text-sm" : "h-7 px-2.5", looks[variant], className)}
    >
      {busy ? <Spinner size={14} /> : Icon !== undefined && <Icon size={14} aria-hidden />}
      {children}
    </button>
  )
}

/** A button that is only an icon: `label` is its name and its tooltip. */
export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  readonly icon: LucideIcon
  readonly label: string
  /** As in `Action.shortcut`; the tooltip shows it. */
  readonly shortcut?: string | undefined
  /** "hidden" for a trigger whose tooltip would be in the way. */
  readonly tooltip?: "top" | "bottom" | "left" | "right" | "hidden" | undefined
}

export function IconButton({
  icon: Icon,
  label,
  shortcut,
  tooltip = "bottom",
  variant = "ghost",
  size = "md",
  busy = false,
  disabled,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      {...rest}
      type={type}
      aria-label={label}
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
      className={clsx(shape, size === "sm" ? "size-6" : "size-7", looks[variant], className)}
    >
      {busy ? <Spinner size={14} /> : <Icon size={size === "sm" ? 14 : 15} aria-hidden />}
    </button>
  )
  if (tooltip === "hidden") return button
  return (
    <Tooltip label={label} shortcut={shortcut} side={tooltip}>
      {button}
    </Tooltip>
  )
}

const shape =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors duration-100 select-none disabled:cursor-not-allowed disabled:opacity-50"

const looks = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover",
  secondary:
    "border border-line-strong bg-raised text-ink shadow-card enabled:hover:bg-hover enabled:active:bg-pressed data-[state=open]:bg-hover",
  ghost:
    "text-muted enabled:hover:bg-hover enabled:hover:text-ink enabled:active:bg-pressed data-[state=open]:bg-hover data-[state=open]:text-ink",
  danger: "bg-bad-fill text-white enabled:hover:brightness-110",
}
