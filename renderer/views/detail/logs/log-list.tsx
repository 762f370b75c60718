import { useVirtualizer } from "@tanstack/react-virtual"
import { type RefObject, useLayoutEffect, useRef } from "react"
import type { LogLine } from "../../../data/log-line.ts"
import { texts } from "../../../texts/texts.ts"
import { scrollable } from "../parts/scrollable.ts"
import { LogRow } from "./log-row.tsx"
import "./log.css"

export interface LogListProps {
  readonly lines: readonly LogLine[]
  /** How many went at the top: what is looked at must stay where it is. */
  readonly dropped: number
  readonly matcher: RegExp | undefined
  /** The line that the search is at. */
  readonly current: number | undefined
  readonly timestamps: boolean
  readonly sources: boolean
  readonly wrap: boolean
  /** Stays at the newest line. */
  readonly following: boolean
  onFollow(following: boolean): void
}

const lineHeight = 20
/** So near to the end counts as being there. */
const endSlack = 24

/** The lines in sight of a log of any length. */
export function LogList(props: LogListProps) {
  const { lines, dropped, current, wrap, following, onFollow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const lastTop = useRef(0)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
  })
  const height = virtualizer.getTotalSize()
  useStayAtEnd(scroller, following, `${height} ${lines.at(-1)?.id}`)
  useStayWhenDropped(scroller, following ? undefined : dropped)
  useLayoutEffect(() => {
    if (current !== undefined) virtualizer.scrollToIndex(current, { align: "center" })
  }, [current, virtualizer])
  useLayoutEffect(() => {
    if (wrap || !wrap) virtualizer.measure() // lines have other heights now
  }, [wrap, virtualizer])
  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < endSlack
    if (isAtEnd && !following) onFollow(true)
    if (!isAtEnd && following && element.scrollTop < lastTop.current) onFollow(false)
    lastTop.current = element.scrollTop
  }
  return (
    <div
      {...scrollable}
      ref={scroller}
      role="log"
      aria-label={texts.detail.logs.name}
      aria-live="off"
      onScroll={onScroll}
      className="selectable min-h-0 flex-1 overflow-auto bg-canvas font-mono text-sm -outline-offset-2"
    >
      <div className="relative min-w-full" style={{ height }}>
        {virtualizer.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={wrap ? virtualizer.measureElement : undefined}
              className={wrap ? "absolute top-0 left-0 w-full" : "absolute top-0 left-0 min-w-full"}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LogRow {...rowOf(props)} line={line} isCurrent={item.index === current} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function rowOf({ matcher, timestamps, sources, wrap }: LogListProps) {
  return { matcher, timestamps, sources, wrap }
}

type Scroller = RefObject<HTMLDivElement | null>

/** Goes to the end whenever there is more, while it is followed. */
function useStayAtEnd(scroller: Scroller, following: boolean, news: string): void {
  useLayoutEffect(() => {
    if (following && news !== "" && scroller.current !== null)
      scroller.current.scrollTop = scroller.current.scrollHeight
  }, [scroller, following, news])
}

/** Lines that went at the top would move all others up. Undefined: it does not matter. */
function useStayWhenDropped(scroller: Scroller, dropped: number | undefined): void {
  const before = useRef(dropped)
  useLayoutEffect(() => {
    const gone = dropped === undefined || before.current === undefined ? 0 : dropped - before.current
    before.current = dropped
    if (gone > 0 && scroller.current !== null) scroller.current.scrollTop -= gone * lineHeight
  }, [scroller, dropped])
}
