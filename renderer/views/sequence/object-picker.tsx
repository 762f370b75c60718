import { Radio } from "lucide-react"
import { type ReactNode, useMemo, useState } from "react"
import * as resources from "../../../core/apis/resources.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { Resource } from "../../../core/machinery/api/resource.ts"
import { formatDuration } from "../../../core/machinery/table/age.ts"
import type { ObjectAddress } from "../../data/problems/problem.ts"
import { useNow } from "../../data/use-now.ts"
import { useServed } from "../../data/use-served.ts"
import { useTable } from "../../data/use-table.ts"
import { SearchField } from "../../design/text-field.tsx"
import { texts } from "../../texts/texts.ts"
import { addressOf } from "./use-sequence-actions.ts"

const words = texts.sequence
const recentMax = 8
const foundMax = 40

interface ObjectPickerProps {
  readonly recent: readonly AuditRecord[]
  /** Undefined: whatever is changed next. */
  onPick(root: ObjectAddress | undefined): void
}

/** What was changed lately comes first; everything that causes others can be searched. */
export function ObjectPicker({ recent, onPick }: ObjectPickerProps) {
  const [text, setText] = useState("")
  const nowMs = useNow(5_000)
  const changed = recent.filter(({ namespace, name }) => `${namespace}/${name}`.includes(text)).slice(0, recentMax)
  const shown = new Set(changed.map(({ resource, namespace, name }) => `${resource} ${namespace}/${name}`))
  const found = useFound(text).filter(({ plural, namespace, name }) => !shown.has(`${plural} ${namespace}/${name}`))
  return (
    <div className="flex w-96 flex-col">
      <div className="border-b border-line p-2">
        <SearchField label={words.search} value={text} onChange={setText} />
      </div>
      <div className="max-h-96 overflow-auto p-1">
        <Choice onChoose={() => onPick(undefined)}>
          <Radio size={14} className="shrink-0 text-accent" aria-hidden />
          <span className="min-w-0 flex-1">
            {words.follow}
            <span className="block text-xs text-muted">{words.followDetail}</span>
          </span>
        </Choice>
        {changed.length > 0 && <Heading>{words.recent}</Heading>}
        {changed.map((record) => (
          <Choice key={record.id} onChoose={() => onPick(addressOf(record))}>
            <Name about={addressOf(record)} />
            <span className="shrink-0 text-xs text-faint">
              {words.verbs[record.verb] ?? record.verb} · {formatDuration(Math.max(0, nowMs - record.atMs))}
            </span>
          </Choice>
        ))}
        {found.length > 0 && <Heading>{words.found}</Heading>}
        {found.map((about) => (
          <Choice key={`${about.plural} ${about.namespace}/${about.name}`} onChoose={() => onPick(about)}>
            <Name about={about} />
          </Choice>
        ))}
        {text !== "" && changed.length + found.length === 0 && (
          <p className="px-2 py-1 text-muted">{words.nothingFound}</p>
        )}
      </div>
    </div>
  )
}

function Choice({ onChoose, children }: { onChoose(): void; readonly children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full min-w-0 items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-hover"
    >
      {children}
    </button>
  )
}

function Heading({ children }: { readonly children: ReactNode }) {
  return <h2 className="px-2 pt-2 pb-0.5 text-xs font-medium text-faint">{children}</h2>
}

function Name({ about: { kind, namespace, name } }: { readonly about: ObjectAddress }) {
  return (
    <span className="min-w-0 flex-1 truncate">
      <span className="text-muted">{kind}</span> {namespace !== "" && <span className="text-muted">{namespace}/</span>}
      {name}
    </span>
  )
}

/** Objects whose name has the text in it, those that cause others first. */
function useFound(text: string): readonly ObjectAddress[] {
  const tables = [
    useRows(resources.deployments),
    useRows(resources.statefulsets),
    useRows(resources.daemonsets),
    useRows(resources.cronjobs),
    useRows(resources.jobs),
    useRows(resources.services),
    useRows(resources.pods),
  ]
  const found: ObjectAddress[] = []
  for (const rows of tables) {
    for (const row of rows) {
      if (found.length >= foundMax) return found
      if (`${row.namespace}/${row.name}`.includes(text)) found.push(row)
    }
  }
  return found
}

function useRows(
  resource: (typeof resources)[
    | "pods"
    | "deployments"
    | "services"
    | "jobs"
    | "cronjobs"
    | "daemonsets"
    | "statefulsets"],
) {
  const { objects } = useTable(useServed(resource as Resource))
  const { group, version, plural, kind } = resource
  return useMemo(
    () =>
      objects.map(
        ({ metadata: { namespace = "", name = "" } }): ObjectAddress => ({
          group,
          version,
          plural,
          kind,
          namespace,
          name,
        }),
      ),
    [objects, group, version, plural, kind],
  )
}
