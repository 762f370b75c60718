import { clsx } from "clsx"
import { Check, ChevronRight, type LucideIcon } from "lucide-react"
import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from "radix-ui"
import type { ReactNode } from "react"
import { texts } from "../texts/texts.ts"
import { Kbd } from "./kbd.tsx"

/** One line of a menu: something to do, a line between groups, a heading, or a menu of its own. */
export type MenuEntry =
  | MenuItem
  | { readonly type: "separator"; readonly id: string }
  | { readonly type: "heading"; readonly id: string; readonly label: string }
  | {
      readonly type: "submenu"
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon | undefined
      readonly entries: readonly MenuEntry[]
    }

export interface MenuItem {
  readonly type: "item"
  /** Names it once in its menu. */
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon | undefined
  /** In small words at the right. */
  readonly detail?: string | undefined
  readonly shortcut?: string | undefined
  /** Shows a check mark, or leaves its place free. */
  readonly checked?: boolean | undefined
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  /** Stays open, for what is switched more than once. */
  readonly keepOpen?: boolean | undefined
  onSelect(): void
}

export interface MenuProps {
  /** One button. */
  readonly trigger: ReactNode
  readonly entries: readonly MenuEntry[]
  readonly align?: "start" | "end" | undefined
  readonly side?: "top" | "bottom" | "left" | "right" | undefined
}

/** A menu that a button opens. */
export function Menu({ trigger, entries, align = "end", side = "bottom" }: MenuProps) {
  return (
    <RadixDropdown.Root modal={false}>
      <RadixDropdown.Trigger asChild>{trigger}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <section aria-label={texts.common.menu}>
          <RadixDropdown.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={surface}>
            <Entries parts={RadixDropdown} entries={entries} />
          </RadixDropdown.Content>
        </section>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  )
}

/** The menu of a right click (or the menu key) on what stands in it: one element that takes a ref. */
export function ContextMenu({
  children,
  entries,
}: {
  readonly children: ReactNode
  readonly entries: readonly MenuEntry[]
}) {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <section aria-label={texts.common.menu}>
          <RadixContext.Content collisionPadding={8} className={surface}>
            <Entries parts={RadixContext} entries={entries} />
          </RadixContext.Content>
        </section>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}

/** The parts that both kinds of menu have, alike in all but their name. */
type Parts = Pick<
  typeof RadixDropdown,
  "Item" | "Label" | "Separator" | "Sub" | "SubTrigger" | "SubContent" | "CheckboxItem" | "ItemIndicator" | "Portal"
>

interface EntriesProps {
  readonly parts: Parts
  readonly entries: readonly MenuEntry[]
}

function Entries({ parts, entries }: EntriesProps) {
  return entries.map((entry) => <Entry key={entry.id} parts={parts} entry={entry} />)
}

function Entry({ parts, entry }: { readonly parts: Parts; readonly entry: MenuEntry }) {
  switch (entry.type) {
    case "separator":
      return <parts.Separator className="mx-1 my-1 h-px bg-line" />
    case "heading":
      return <parts.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{entry.label}</parts.Label>
    case "submenu":
      return (
        <parts.Sub>
          <parts.SubTrigger className={clsx(line, "data-[state=open]:bg-hover")}>
            {entry.icon !== undefined && <entry.icon size={14} className="shrink-0 text-muted" aria-hidden />}
            <span className="flex-1">{entry.label}</span>
            <ChevronRight size={14} className="text-faint" aria-hidden />
          </parts.SubTrigger>
          <parts.Portal>
            <section aria-label={entry.label}>
              <parts.SubContent sideOffset={2} collisionPadding={8} className={surface}>
                <Entries parts={parts} entries={entry.entries} />
              </parts.SubContent>
            </section>
          </parts.Portal>
        </parts.Sub>
      )
    case "item":
      return <Item parts={parts} item={entry} />
  }
}

function Item({ parts, item }: { readonly parts: Parts; readonly item: MenuItem }) {
  const shared = {
    disabled: item.disabled === true,
    className: clsx(line, item.danger === true && "text-bad-ink"),
    onSelect: (event: Event) => {
      if (item.keepOpen === true) event.preventDefault()
      item.onSelect()
    },
  }
  const content = (
    <>
      {item.icon !== undefined && (
        <item.icon size={14} className={clsx("shrink-0", item.danger !== true && "text-muted")} aria-hidden />
      )}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.detail !== undefined && <span className="text-sm text-faint">{item.detail}</span>}
      {item.shortcut !== undefined && <Kbd shortcut={item.shortcut} />}
    </>
  )
  if (item.checked === undefined) return <parts.Item {...shared}>{content}</parts.Item>
  return (
    <parts.CheckboxItem {...shared} checked={item.checked}>
      <span className="flex w-3.5 shrink-0 justify-center">
        <parts.ItemIndicator>
          <Check size={14} className="text-accent-ink" aria-hidden />
        </parts.ItemIndicator>
      </span>
      {content}
    </parts.CheckboxItem>
  )
}

const surface =
  "z-50 max-h-(--radix-popper-available-height) max-w-90 min-w-44 animate-rise overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float outline-none"

const line =
  "flex h-7 cursor-default items-center gap-2 rounded-md px-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50"
