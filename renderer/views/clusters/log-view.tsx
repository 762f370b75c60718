import { useVirtualizer } from "@tanstack/react-virtual"
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react"
import { type ClusterLog, useClusterLog } from "../../data/use-cluster-log.ts"
import { Checkbox } from "../../design/checkbox.tsx"
import { SearchField } from "../../design/text-field.tsx"
import { texts } from "../../texts/texts.ts"

interface LogViewProps {
  readonly profile: string
  readonly node?: string | undefined
  /** Stands before the search. */
  readonly before?: ReactNode
}

const lineHeight = 18

/** What scrolls has to be reachable by keyboard. */
const reachable = { tabIndex: 0 }

/** A node's log: follows its end while one is there, and shows the lines that have a word in them. */
export function LogView({ profile, node, before }: LogViewProps) {
  const log = useClusterLog(profile, node)
  const [filter, setFilter] = useState("")
  const [follow, setFollow] = useState(true)
  const lines = useMemo(() => {
    const word = filter.toLowerCase()
    return word === "" ? log.lines : log.lines.filter((line) => line.toLowerCase().includes(word))
  }, [log.lines, filter])
  const { logs } = texts.clusters
  return (
    <div className="flex h-full flex-col bg-canvas">
      <div className="flex shrink-0 items-center gap-3 border-b border-line px-3 py-1.5">
        {before}
        <SearchField label={logs.filter} value={filter} onChange={setFilter} className="w-64" />
        <Checkbox label={logs.follow} checked={follow} onChange={setFollow} />
        <span className="ml-auto truncate text-sm text-faint" role="status">
          {lines.length > 0 && log.state === "failed" ? log.reason : logs.lines(lines.length)}
        </span>
      </div>
      {lines.length === 0 ? (
        <p className="p-4 text-muted">{emptyWords(log, filter)}</p>
      ) : (
        <Lines lines={lines} follow={follow} onFollow={setFollow} />
      )}
    </div>
  )
}

function emptyWords({ state, reason = "" }: ClusterLog, filter: string): string {
  const { logs } = texts.clusters
  if (filter !== "") return logs.none
  return state === "failed" ? logs.broken(reason) : logs.waiting
}

interface LinesProps {
  readonly lines: readonly string[]
  readonly follow: boolean
  onFollow(follow: boolean): void
}

function Lines({ lines, follow, onFollow }: LinesProps) {
  const scroll = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeight,
    overscan: 30,
  })
  useEffect(() => {
    if (follow) virtual.scrollToIndex(lines.length - 1)
  }, [follow, lines, virtual])
  return (
    <section
      ref={scroll}
      {...reachable}
      aria-label={texts.clusters.logs.label}
      className="selectable min-h-0 flex-1 overflow-auto font-mono text-xs -outline-offset-2"
      onWheel={(event) => event.deltaY < 0 && onFollow(false)}
    >
      <div className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className="absolute left-0 px-3 whitespace-pre hover:bg-hover"
            style={{ transform: `translateY(${start}px)`, height: lineHeight }}
          >
            {lines[index]}
          </div>
        ))}
      </div>
    </section>
  )
}
