import { Tabs as Radix } from "radix-ui"
import type { ReactNode } from "react"

export interface TabItem {
  readonly id: string
  readonly label: string
  /** A small number beside the label. */
  readonly count?: number | undefined
}

export interface TabsProps {
  readonly tabs: readonly TabItem[]
  readonly value: string
  onChange(id: string): void
  /** What the tabs are of, for who cannot see them. */
  readonly label: string
  /** Stands at the right of the tabs. */
  readonly actions?: ReactNode
  /** `TabPanel`s. */
  readonly children?: ReactNode
}

/** Faces of one thing. Fills the height it is given: the panel scrolls. */
export function Tabs({ tabs, value, onChange, label, actions, children }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center justify-between gap-2 border-b border-line px-3">
        <Radix.List aria-label={label} className="-mb-px flex min-w-0 overflow-x-auto">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.id}
              value={tab.id}
              className="flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && (
                <span className="rounded-full bg-sunken px-1.5 text-xs text-muted">{tab.count}</span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions}
      </div>
      {children}
    </Radix.Root>
  )
}

/** What a tab shows; there only while the tab is chosen. */
export function TabPanel({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Radix.Content value={id} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
      {children}
    </Radix.Content>
  )
}
