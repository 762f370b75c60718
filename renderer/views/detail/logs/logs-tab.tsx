import { ScrollText } from "lucide-react"
import { useMemo, useState } from "react"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import type { LogState } from "../../../data/log-feed.ts"
import { useLogs } from "../../../data/use-logs.ts"
import { useWorkloadPods } from "../../../data/use-workload-pods.ts"
import { Button } from "../../../design/button.tsx"
import { EmptyState } from "../../../design/empty-state.tsx"
import { ErrorState } from "../../../design/error-state.tsx"
import { Select } from "../../../design/select.tsx"
import { SkeletonRows } from "../../../design/skeleton.tsx"
import { useRoute } from "../../../shell/use-route.ts"
import { texts } from "../../../texts/texts.ts"
import { nameOf, type ObjectViewProps } from "../parts/object-view.ts"
import { LogList } from "./log-list.tsx"
import { formatLog } from "./log-search.ts"
import { containerNames, defaultContainer, type LogChoice, logSources, sourcesMax } from "./log-sources.ts"
import { type LogSwitches, LogToolbar } from "./log-toolbar.tsx"
import { saveText } from "./save-text.ts"
import { useLogSearch } from "./use-log-search.ts"

const words = texts.detail.logs

/** The logs of a pod, or of all pods of a workload as one. */
export function LogsTab({ object }: ObjectViewProps) {
  if (object.kind === "Pod") {
    // The API server sends objects of the kind that it names.
    return <LogView name={nameOf(object)} subject={object.metadata.uid ?? ""} pods={[object as Pod]} />
  }
  return <WorkloadLogs object={object} />
}

function WorkloadLogs({ object }: Pick<ObjectViewProps, "object">) {
  const { pods, synced, error } = useWorkloadPods(object)
  if (!synced && error !== undefined) return <ErrorState title={texts.detail.podsUnread} message={error.message} />
  if (!synced) return <SkeletonRows label={texts.common.loading} />
  if (pods.length === 0) return <EmptyState icon={ScrollText} title={words.noPods} detail={words.noPodsDetail} />
  return <LogView name={nameOf(object)} subject={object.metadata.uid ?? ""} pods={pods} />
}

const firstSwitches: LogSwitches = { timestamps: false, wrap: false, previous: false, following: true }

interface LogViewProps {
  readonly name: string
  readonly subject: string
  readonly pods: readonly Pod[]
}

function LogView({ name, subject, pods }: LogViewProps) {
  const asked = useAskedLog()
  const [choice, setChoice] = useState<LogChoice>(() => ({
    pod: undefined,
    container: containerNames(pods).find((container) => container === asked.container) ?? defaultContainer(pods),
  }))
  const [switches, setSwitches] = useState({ ...firstSwitches, previous: asked.previous })
  const all = useMemo(() => logSources(pods, choice), [pods, choice])
  const sources = all.slice(0, sourcesMax)
  const log = useLogs(`${subject} ${choice.pod} ${choice.container}`, sources, switches.previous)
  const search = useLogSearch(log.buffer.lines)
  const change = (changed: Partial<LogSwitches>) => setSwitches((before) => ({ ...before, ...changed }))
  const hasSources = sources.length > 1
  const download = () => {
    const text = formatLog(search.lines, { timestamps: switches.timestamps, sources: hasSources })
    saveText(`${name}.log`, text)
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <Choices pods={pods} choice={choice} onChange={setChoice} />
        <LogToolbar {...{ search, switches }} onSwitch={change} onDownload={download} onClear={log.clear} />
      </div>
      {search.lines.length === 0 ? (
        <EmptyState
          icon={ScrollText}
          title={emptyTitle(log, switches)}
          detail={<Silences log={log} plain={words.emptyDetail} />}
        />
      ) : (
        <LogList
          lines={search.lines}
          dropped={search.lines === log.buffer.lines ? log.buffer.dropped : 0}
          matcher={search.matcher}
          current={search.current}
          timestamps={switches.timestamps}
          sources={hasSources}
          wrap={switches.wrap}
          following={switches.following && search.current === undefined}
          onFollow={(following) => change({ following })}
        />
      )}
      <LogFooter
        log={log}
        following={switches.following}
        left={all.length - sources.length}
        onFollow={() => change({ following: true })}
      />
    </div>
  )
}

/** What the address asks for: a link may lead to the log of one container's run before. */
function useAskedLog(): { readonly container: string | undefined; readonly previous: boolean } {
  const route = useRoute()
  if (route.screen !== "object") return { container: undefined, previous: false }
  return { container: route.container, previous: route.previous === true }
}

/** What is still to come is different from what never will. */
function emptyTitle({ silent }: LogState, { previous }: LogSwitches): string {
  if (previous) return words.emptyPrevious
  const isOver = silent.size > 0 && [...silent.values()].every(({ type }) => type === "ended")
  return isOver ? words.emptyEnded : words.empty
}

/** A choice of everything; a name cannot be it. */
const everything = "*"

interface ChoicesProps {
  readonly pods: readonly Pod[]
  readonly choice: LogChoice
  onChange(choice: LogChoice): void
}

function Choices({ pods, choice, onChange }: ChoicesProps) {
  const containers = containerNames(pods)
  const podNames = pods.map(({ metadata }) => metadata.name ?? "")
  const named = (value: string) => ({ value, label: value })
  const chosen = (value: string) => (value === everything ? undefined : value)
  return (
    <>
      {pods.length > 1 && (
        <Select
          label={words.pod}
          hideLabel
          value={choice.pod ?? everything}
          options={[{ value: everything, label: words.allPods(pods.length) }, ...podNames.map(named)]}
          onChange={(value) => onChange({ ...choice, pod: chosen(value) })}
          className="max-w-56 min-w-36"
        />
      )}
      {containers.length > 1 && (
        <Select
          label={words.container}
          hideLabel
          value={choice.container ?? everything}
          options={[{ value: everything, label: words.allContainers }, ...containers.map(named)]}
          onChange={(value) => onChange({ ...choice, container: chosen(value) })}
          className="max-w-48 min-w-36"
        />
      )}
    </>
  )
}

interface LogFooterProps {
  readonly log: LogState
  readonly following: boolean
  /** Sources that are not followed. */
  readonly left: number
  onFollow(): void
}

function LogFooter({ log, following, left, onFollow }: LogFooterProps) {
  const { lines, dropped } = log.buffer
  return (
    <footer className="flex min-h-8 flex-wrap items-center gap-x-4 border-t border-line bg-panel px-3 py-1 text-sm text-muted">
      <span>{words.lines(lines.length)}</span>
      {dropped > 0 && <span>{words.dropped(dropped)}</span>}
      {left > 0 && <span>{words.tooMany(sourcesMax, sourcesMax + left)}</span>}
      {lines.length > 0 && <Silences log={log} plain="" />}
      {!following && (
        <Button size="sm" className="ml-auto" onClick={onFollow}>
          {words.toBottom}
        </Button>
      )}
    </footer>
  )
}

/** Why nothing more comes; `plain` when there is no reason. */
function Silences({ log, plain }: { readonly log: LogState; readonly plain: string }) {
  if (log.silent.size === 0) return plain === "" ? null : <span>{plain}</span>
  return [...log.silent].map(([source, silence]) => (
    <span key={source} className="block">
      {words.waiting(source, silence.type === "ended" ? words.ended : silence.reason)}
    </span>
  ))
}
