import type { ReactNode } from "react"

/** One fact: what, and what it is. Without a value it is left out. */
export interface Fact {
  readonly label: string
  readonly value: ReactNode
}

/** Facts about one thing, one below the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const told = facts.filter(({ value }) => value !== undefined && value !== null && value !== "" && value !== false)
  return (
    <dl className="grid grid-cols-[minmax(96px,max-content)_minmax(0,1fr)] gap-x-6 gap-y-1.5">
      {told.map(({ label, value }) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
