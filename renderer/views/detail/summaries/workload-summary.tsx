import { isJsonObject, type Json, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { podSelectorOf, useWorkloadPods } from "../../../data/use-workload-pods.ts"
import { Card } from "../../../design/card.tsx"
import { ErrorNote } from "../../../design/error-state.tsx"
import { texts } from "../../../texts/texts.ts"
import { Facts } from "../parts/facts.tsx"
import { type Note, NoteList } from "../parts/note-list.tsx"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { conditionsOf, specFields, statusFields } from "../parts/status-of.ts"
import { Code } from "../parts/words.tsx"
import { podSpecOf } from "../related/references.ts"
import { PodsCard } from "./pods-table.tsx"

const words = texts.detail.summary.workload

/** What keeps pods: how the rollout stands, what holds it up, and its pods. */
export function WorkloadSummary({ profile, object }: ObjectViewProps) {
  const { pods, synced, error } = useWorkloadPods(object)
  return (
    <>
      <NoteList title={texts.detail.summary.why} notes={notesOf(object)} />
      <Card title={words.title}>
        <Counts object={object} />
        <Facts facts={factsOf(object)} />
      </Card>
      {!synced && error !== undefined && <ErrorNote message={texts.detail.podsUnread} advice={error.message} />}
      {synced && <PodsCard profile={profile} pods={pods} title={words.pods(pods.length)} />}
    </>
  )
}

/** A quota or a policy that refuses pods shows here, where nobody would look for pods that are not there. */
function notesOf(object: ApiObject): readonly Note[] {
  const conditions = conditionsOf(object)
  const refused = conditions.find(({ type, status }) => type === "ReplicaFailure" && status === "True")
  const stuck = conditions.find(({ reason }) => reason === "ProgressDeadlineExceeded")
  const paused = specFields(object)["paused"] === true
  return [
    ...(refused === undefined
      ? []
      : [{ id: "refused", title: words.refusedTitle, detail: refused.message ?? "", tone: "bad" as const }]),
    ...(stuck === undefined
      ? []
      : [{ id: "stuck", title: words.stuckTitle, detail: stuck.message ?? "", tone: "bad" as const }]),
    ...(paused ? [{ id: "paused", title: words.pausedTitle, detail: words.pausedLong, tone: "warn" as const }] : []),
  ]
}

function Counts({ object }: { readonly object: ApiObject }) {
  const counts = countsOf(object)
  return (
    <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-2">
      {counts.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function countsOf(object: ApiObject): readonly { readonly label: string; readonly value: number }[] {
  const status = statusFields(object)
  const count = (name: string) => (typeof status[name] === "number" ? status[name] : 0)
  if (object.kind === "DaemonSet") {
    return [
      { label: words.desired, value: count("desiredNumberScheduled") },
      { label: words.current, value: count("currentNumberScheduled") },
      { label: words.updated, value: count("updatedNumberScheduled") },
      { label: words.readyCount, value: count("numberReady") },
      { label: words.available, value: count("numberAvailable") },
    ]
  }
  const { replicas } = specFields(object)
  const updated =
    status["updatedReplicas"] === undefined ? [] : [{ label: words.updated, value: count("updatedReplicas") }]
  return [
    { label: words.desired, value: typeof replicas === "number" ? replicas : 1 },
    { label: words.current, value: count("replicas") },
    ...updated,
    { label: words.readyCount, value: count("readyReplicas") },
    { label: words.available, value: count("availableReplicas") },
  ]
}

function factsOf(object: ApiObject) {
  const spec = specFields(object)
  const containers = podSpecOf(object)?.["containers"]
  const images = Array.isArray(containers) ? containers.map((each) => (isJsonObject(each) ? each["image"] : "")) : []
  return [
    { label: words.strategy, value: strategyOf(spec["strategy"] ?? spec["updateStrategy"]) },
    { label: words.revision, value: object.metadata.annotations?.["deployment.kubernetes.io/revision"] },
    { label: words.selector, value: <Code>{podSelectorOf(object) ?? ""}</Code> },
    {
      label: words.images,
      value: images.length > 0 && (
        <ul>
          {images.map((image) => (
            <li key={`${image}`}>
              <Code>{`${image}`}</Code>
            </li>
          ))}
        </ul>
      ),
    },
  ]
}

function strategyOf(strategy: Json | undefined): string {
  if (!isJsonObject(strategy)) return ""
  const rolling: JsonObject = isJsonObject(strategy["rollingUpdate"]) ? strategy["rollingUpdate"] : {}
  const { maxSurge, maxUnavailable } = rolling
  if (maxSurge === undefined || maxUnavailable === undefined) return `${strategy["type"]}`
  return words.rollingUpdate(`${maxSurge}`, `${maxUnavailable}`)
}
