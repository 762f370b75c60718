import type { Event } from "../../../core/apis/core/v1.gen.ts"
import type { AuditRecord } from "../../../core/bridge/contract/api.ts"
import type { Lane, Step } from "../../data/sequence/step.ts"
import { CopyCommand } from "../../design/copy-command.tsx"
import { kubectlCommand } from "../../shell/command-text.ts"
import { formatRoute } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"

const words = texts.sequence.detail
/** Of many in one arrow. */
const shownMax = 5

interface StepDetailProps {
  readonly profile: string
  readonly step: Step | undefined
  readonly lanes: readonly Lane[]
}

/** Everything that is known of one arrow. */
export function StepDetail({ profile, step, lanes }: StepDetailProps) {
  if (step === undefined) return <p className="text-muted">{words.hint}</p>
  const { label, atMs, kind, about, records, events, count } = step
  const titleOf = (lane: string) => lanes.find(({ id }) => id === lane)?.title ?? lane
  const { group, version, plural, namespace, name } = about
  const href = formatRoute({ screen: "object", profile, resource: { group, version, plural }, namespace, name })
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold break-words">{label}</h2>
      <p className="text-sm text-muted">
        {step.from === step.to ? titleOf(step.from) : `${titleOf(step.from)} → ${titleOf(step.to)}`}
      </p>
      {kind === "watch" && <p className="text-sm text-muted">{words.watch}</p>}
      <Facts
        facts={[[words.when, formatMoment(atMs)], ...(count > 1 ? [[words.times, String(count)] as const] : [])]}
      />
      {kind !== "watch" &&
        records.slice(0, shownMax).map((record) => <Facts key={record.id} facts={requestFacts(record)} />)}
      {events.slice(0, shownMax).map((event) => (
        <Facts key={event.metadata.uid ?? event.metadata.name} facts={eventFacts(event)} />
      ))}
      {count > shownMax && <p className="text-sm text-muted">{words.more(count - shownMax)}</p>}
      <a href={href} className="w-fit rounded-sm break-all text-accent-ink underline">
        {about.kind} {namespace !== "" && `${namespace}/`}
        {name}
      </a>
      <CopyCommand command={kubectlCommand(profile, commandFor(step))} />
    </div>
  )
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function requestFacts(record: AuditRecord): readonly (readonly [string, string])[] {
  const { user, userAgent, verb, group, resource, subresource, namespace, name, code } = record
  const path = [group === "" ? resource : `${resource}.${group}`, subresource].filter((part) => part !== "").join("/")
  return [
    [words.request, `${verb} ${path}`],
    [words.object, namespace === "" ? name : `${namespace}/${name}`],
    [words.who, user],
    [words.program, userAgent],
    [words.answer, String(code)],
  ]
}

function eventFacts({ reason = "", message = "", involvedObject }: Event): readonly (readonly [string, string])[] {
  return [
    [words.object, `${involvedObject.namespace}/${involvedObject.name}`],
    [words.reason, reason],
    [words.message, message],
  ]
}

function commandFor({ kind, about: { plural, group, namespace, name } }: Step): readonly string[] {
  const place = namespace === "" ? [] : ["-n", namespace]
  const type = group === "" ? plural : `${plural}.${group}`
  if (kind === "event") return ["events", "--for", `${type}/${name}`, ...place]
  return ["get", type, name, ...place, "-o", "yaml"]
}

/** With milliseconds: within one second there are many steps. */
function formatMoment(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, {
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  })
}
