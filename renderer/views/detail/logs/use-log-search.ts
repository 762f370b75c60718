import { useMemo, useState } from "react"
import type { LogLine } from "../../../data/log-line.ts"
import { type LogQuery, matchingLines, newMatcher, nextMatch } from "./log-search.ts"

export interface LogSearch {
  readonly query: LogQuery
  change(query: Partial<LogQuery>): void
  /** Shows only lines that match. */
  readonly filter: boolean
  setFilter(filter: boolean): void
  readonly matcher: RegExp | undefined
  /** The expression cannot be read. */
  readonly broken: boolean
  /** What is to be shown. */
  readonly lines: readonly LogLine[]
  readonly count: number
  /** Which of the matches one is at, from 0. */
  readonly at: number | undefined
  /** The line that it is in, by its position in `lines`. */
  readonly current: number | undefined
  step(by: 1 | -1): void
}

const noQuery: LogQuery = { text: "", matchCase: false, regexp: false }

/** Looks for something in a log as it grows. The line that one is at stays the same when others come. */
export function useLogSearch(all: readonly LogLine[]): LogSearch {
  const [query, setQuery] = useState(noQuery)
  const [filter, setFilter] = useState(false)
  const [currentId, setCurrentId] = useState<number>()
  const matcher = useMemo(() => newMatcher(query), [query])
  const matching = useMemo(() => (matcher === undefined ? [] : matchingLines(all, matcher)), [all, matcher])
  const isNarrowed = filter && matcher !== undefined
  const lines = useMemo(() => {
    if (!isNarrowed) return all
    return matching.flatMap((at) => all[at] ?? [])
  }, [isNarrowed, all, matching])
  const found = matching.findIndex((at) => all[at]?.id === currentId)
  const at = currentId === undefined || found < 0 ? undefined : found
  return {
    query,
    change: (change) => {
      setQuery({ ...query, ...change })
      setCurrentId(undefined)
    },
    filter,
    setFilter,
    matcher,
    broken: query.text !== "" && matcher === undefined,
    lines,
    count: matching.length,
    at,
    current: at === undefined ? undefined : isNarrowed ? at : matching[at],
    step: (by) => {
      const next = nextMatch(matching.length, at, by)
      setCurrentId(next === undefined ? undefined : all[matching[next] ?? -1]?.id)
    },
  }
}
