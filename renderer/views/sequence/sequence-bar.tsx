import { ChevronDown, Pause, Play } from "lucide-react"
import { useState } from "react"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import { Badge } from "../../design/badge.tsx"
import { Button } from "../../design/button.tsx"
import { Checkbox } from "../../design/checkbox.tsx"
import { Popover } from "../../design/popover.tsx"
import { texts } from "../../texts/texts.ts"
import { ObjectPicker } from "./object-picker.tsx"

const words = texts.sequence

export interface SequenceBarProps {
  readonly recent: readonly AuditRecord[]
  readonly root: ObjectAddress | undefined
  /** Whether the story is that of whatever was changed last. */
  readonly isFollowing: boolean
  /** Undefined: whatever is changed last. */
  onPick(root: ObjectAddress | undefined): void
  readonly paused: boolean
  onPause(paused: boolean): void
  readonly watches: boolean
  onWatches(watches: boolean): void
}

/** Whose story, and how it is told. */
export function SequenceBar(props: SequenceBarProps) {
  const { recent, root, isFollowing, onPick, paused, onPause, watches, onWatches } = props
  const [open, setOpen] = useState(false)
  const chosen =
    root === undefined ? words.follow : `${root.kind} ${root.namespace === "" ? "" : `${root.namespace}/`}${root.name}`
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2">
      <Popover
        label={words.choose}
        padding="flush"
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button aria-label={words.chosen(chosen)}>
            <span className="max-w-80 truncate">{chosen}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
      >
        <ObjectPicker
          recent={recent}
          onPick={(picked) => {
            setOpen(false)
            onPick(picked)
          }}
        />
      </Popover>
      {isFollowing && root !== undefined && <span className="text-sm text-muted">{words.following}</span>}
      <div className="ml-auto flex items-center gap-3">
        <Checkbox label={words.watches} checked={watches} onChange={onWatches} />
        <Badge tone={paused ? "idle" : "ok"} dot>
          {paused ? words.paused : words.live}
        </Badge>
        <Button icon={paused ? Play : Pause} disabled={root === undefined} onClick={() => onPause(!paused)}>
          {paused ? words.goOn : words.pause}
        </Button>
      </div>
    </div>
  )
}
