import { clsx } from "clsx"
import type { ReactNode } from "react"
import type { Tone } from "./tone.ts"

export interface BadgeProps {
  /** "plain": a word that is neither good nor bad. */
  readonly tone?: Tone | "plain" | undefined
  /** A dot before the words. */
  readonly dot?: boolean | undefined
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** A state or a mark in one or two words. */
export function Badge({ tone = "plain", dot = false, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex h-5 items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap",
        grounds[tone],
      )}
    >
      {dot && <StatusDot tone={tone === "plain" ? "idle" : tone} />}
      {children}
    </span>
  )
}

/** A state as a dot. With a label it can be read; without, words stand beside it. */
export function StatusDot({ tone, label }: { readonly tone: Tone; readonly label?: string | undefined }) {
  const named = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label, title: label }
  return <span {...named} className={clsx("inline-block size-2 shrink-0 rounded-full", dots[tone])} />
}

const grounds = {
  ok: "bg-ok-soft text-ok-ink",
  warn: "bg-warn-soft text-warn-ink",
  bad: "bg-bad-soft text-bad-ink",
  busy: "bg-accent-soft text-accent-ink",
  idle: "bg-sunken text-muted",
  plain: "bg-sunken text-muted",
}

const dots = {
  ok: "bg-ok",
  warn: "bg-warn",
  bad: "bg-bad",
  busy: "animate-breathe bg-accent",
  idle: "bg-idle",
}
