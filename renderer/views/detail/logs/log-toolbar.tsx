import {
  ArrowDown,
  ArrowUp,
  CaseSensitive,
  Clock,
  Download,
  Eraser,
  History,
  ListFilter,
  type LucideIcon,
  Pause,
  Play,
  Regex,
  WrapText,
} from "lucide-react"
import { IconButton } from "../../../design/button.tsx"
import { SearchField } from "../../../design/text-field.tsx"
import { texts } from "../../../texts/texts.ts"
import type { LogSearch } from "./use-log-search.ts"

const words = texts.detail.logs

export interface LogSwitches {
  readonly timestamps: boolean
  readonly wrap: boolean
  readonly previous: boolean
  readonly following: boolean
}

export interface LogToolbarProps {
  readonly search: LogSearch
  readonly switches: LogSwitches
  onSwitch(change: Partial<LogSwitches>): void
  onDownload(): void
  onClear(): void
}

/** Everything that can be done with a log. */
export function LogToolbar({ search, switches, onSwitch, onDownload, onClear }: LogToolbarProps) {
  const { timestamps, wrap, previous, following } = switches
  return (
    <>
      <SearchBox search={search} />
      <div role="toolbar" aria-label={words.name} className="ml-auto flex items-center">
        <Toggle icon={History} label={words.previous} on={previous} onClick={() => onSwitch({ previous: !previous })} />
        <Toggle
          icon={Clock}
          label={words.timestamps}
          on={timestamps}
          onClick={() => onSwitch({ timestamps: !timestamps })}
        />
        <Toggle icon={WrapText} label={words.wrap} on={wrap} onClick={() => onSwitch({ wrap: !wrap })} />
        <IconButton icon={Eraser} label={words.clear} onClick={onClear} />
        <IconButton icon={Download} label={words.download} onClick={onDownload} />
        <IconButton
          icon={following ? Pause : Play}
          label={following ? words.pause : words.follow}
          onClick={() => onSwitch({ following: !following })}
        />
      </div>
    </>
  )
}

function SearchBox({ search }: { readonly search: LogSearch }) {
  const { query, change, filter, setFilter, broken, count, at, step } = search
  const isAsked = query.text !== ""
  const told = broken
    ? words.badRegexp
    : !isAsked
      ? ""
      : count === 0
        ? words.noMatches
        : words.matches(at === undefined ? 0 : at + 1, count)
  return (
    <div className="flex min-w-0 items-center gap-0.5">
      <SearchField
        label={words.search}
        value={query.text}
        onChange={(text) => change({ text })}
        onKeyDown={(event) => {
          if (event.key === "Enter") step(event.shiftKey ? -1 : 1)
        }}
        className="w-56"
      />
      <Toggle
        icon={CaseSensitive}
        label={words.matchCase}
        on={query.matchCase}
        onClick={() => change({ matchCase: !query.matchCase })}
      />
      <Toggle icon={Regex} label={words.regexp} on={query.regexp} onClick={() => change({ regexp: !query.regexp })} />
      <Toggle icon={ListFilter} label={words.filter} on={filter} onClick={() => setFilter(!filter)} />
      {isAsked && (
        <>
          <IconButton icon={ArrowUp} label={words.earlier} disabled={count === 0} onClick={() => step(-1)} />
          <IconButton icon={ArrowDown} label={words.next} disabled={count === 0} onClick={() => step(1)} />
        </>
      )}
      <span role="status" className="px-1 text-sm whitespace-nowrap text-muted tabular-nums">
        {told}
      </span>
    </div>
  )
}

interface ToggleProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly on: boolean
  onClick(): void
}

function Toggle({ on, ...rest }: ToggleProps) {
  return <IconButton {...rest} aria-pressed={on} className={on ? "bg-selected text-accent-ink" : ""} />
}
