import { Copy, SquareArrowOutUpRight } from "lucide-react"
import type { TableRow } from "../../../../core/client/table/table-client.ts"
import type { MenuEntry } from "../../../design/menu.tsx"
import { texts } from "../../../texts/texts.ts"
import type { ObjectAction } from "../actions/object-action.ts"

const words = texts.resources.list

interface RowMenu {
  readonly rows: readonly TableRow[]
  readonly actions: readonly ObjectAction[]
  ask(action: ObjectAction): void
  open(row: TableRow): void
}

/** The menu of what is chosen. */
export function rowMenu({ rows, actions, ask, open }: RowMenu): readonly MenuEntry[] {
  const [first] = rows
  if (first === undefined) return []
  const names = rows.map(({ metadata }) => metadata.name ?? "").join("\n")
  const harmless = actions.filter(({ danger }) => !danger)
  const dangerous = actions.filter(({ danger }) => danger)
  const entryOf = (action: ObjectAction): MenuEntry => ({
    type: "item",
    id: action.id,
    label: action.title,
    icon: action.icon,
    danger: action.danger,
    ...(action.id === "delete" ? { shortcut: "delete" } : {}),
    onSelect: () => ask(action),
  })
  return [
    ...(rows.length === 1 ? [item("open", words.open, SquareArrowOutUpRight, () => open(first), "enter")] : []),
    item("copy", rows.length === 1 ? words.copyName : words.copyNames, Copy, () => copy(names)),
    ...(harmless.length > 0 ? [line("harmless"), ...harmless.map(entryOf)] : []),
    ...(dangerous.length > 0 ? [line("dangerous"), ...dangerous.map(entryOf)] : []),
  ]
}

function item(id: string, label: string, icon: typeof Copy, onSelect: () => void, shortcut?: string): MenuEntry {
  return { type: "item", id, label, icon, shortcut, onSelect }
}

function line(id: string): MenuEntry {
  return { type: "separator", id: `before ${id}` }
}

function copy(text: string): void {
  navigator.clipboard.writeText(text).catch(() => {}) // a browser that forbids it has said so
}
