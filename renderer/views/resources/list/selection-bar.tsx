import { X } from "lucide-react"
import { type ReactNode, useSyncExternalStore } from "react"
import { Button, IconButton } from "../../../design/button.tsx"
import { texts } from "../../../texts/texts.ts"
import type { ObjectAction } from "../actions/object-action.ts"
import type { Selection } from "../rows/selection.ts"

interface SelectionBarProps {
  readonly selection: Selection
  readonly actions: readonly ObjectAction[]
  onAction(action: ObjectAction): void
}

/** What can be done to what is chosen. */
export function SelectionBar({ selection, actions, onAction }: SelectionBarProps): ReactNode {
  const count = useSyncExternalStore(selection.subscribe, () => selection.keys.size)
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label={texts.resources.list.selectionActions}
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 animate-rise items-center gap-1 rounded-lg border border-line bg-raised py-1 pr-1 pl-3 shadow-float"
    >
      <span role="status" className="pr-2 font-medium whitespace-nowrap tabular-nums">
        {texts.resources.list.selected(count)}
      </span>
      {actions.map((action) => (
        <Button
          key={action.id}
          variant="ghost"
          icon={action.icon}
          className={action.danger ? "text-bad-ink!" : undefined}
          onClick={() => onAction(action)}
        >
          {action.title}
        </Button>
      ))}
      <IconButton
        icon={X}
        size="sm"
        label={texts.resources.list.clearSelection}
        shortcut="escape"
        tooltip="top"
        onClick={() => selection.clear()}
      />
    </div>
  )
}
