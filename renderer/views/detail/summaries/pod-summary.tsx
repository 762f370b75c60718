import { isSidecar } from "../../../../core/apis/core/podspec/containers.ts"
import type { Pod, Volume } from "../../../../core/apis/core/v1.gen.ts"
import { events } from "../../../../core/apis/resources.gen.ts"
import { faultsOf } from "../../../data/problems/pod-faults.ts"
import { useNow } from "../../../data/use-now.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { DataTable } from "../parts/data-table.tsx"
import { Facts } from "../parts/facts.tsx"
import { NoteList } from "../parts/note-list.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { Code } from "../parts/words.tsx"
import { referencesOf } from "../related/references.ts"
import { ContainerCard } from "./container-card.tsx"
import { volumeSource } from "./container-words.ts"

const words = texts.detail.summary.pod

/** How often what is wrong is worked out anew: some of it is only wrong after a while. */
const faultsEveryMs = 5_000

/** A pod: why it is not ready, where it runs, its containers and volumes. */
export function PodSummary({ profile, object }: ObjectViewProps) {
  const pod = object as Pod // the API server sends objects of the kind that was asked for
  const { spec, status } = pod
  const init = spec.initContainers ?? []
  return (
    <>
      <Faults pod={pod} />
      <Card title={words.title}>
        <Facts facts={factsOf(pod, profile)} />
      </Card>
      {spec.containers.map((container) => (
        <ContainerCard
          key={container.name}
          container={container}
          status={status.containerStatuses?.find(({ name }) => name === container.name)}
        />
      ))}
      {init.map((container) => (
        <ContainerCard
          key={container.name}
          container={container}
          status={status.initContainerStatuses?.find(({ name }) => name === container.name)}
          mark={isSidecar(container) ? words.sidecar : words.initContainers}
        />
      ))}
      {(spec.ephemeralContainers ?? []).map((container) => (
        <ContainerCard
          key={container.name}
          container={container}
          status={status.ephemeralContainerStatuses?.find(({ name }) => name === container.name)}
          mark={words.ephemeralContainers}
        />
      ))}
      <Volumes profile={profile} pod={pod} />
    </>
  )
}

function Faults({ pod }: { readonly pod: Pod }) {
  const now = useNow(faultsEveryMs)
  const told = useObjects(events, {
    namespace: namespaceOf(pod),
    fieldSelector: `involvedObject.uid=${pod.metadata.uid}`,
  })
  const warnings = told.objects.filter(({ type }) => type === "Warning").toReversed()
  const faults = faultsOf(pod, warnings, now)
  return (
    <NoteList
      title={texts.detail.summary.why}
      notes={faults.map(({ reason, message, tone, container }) => ({
        id: `${container}/${reason}`,
        title: reason,
        detail: message,
        tone,
      }))}
    />
  )
}

function factsOf({ spec, status, metadata }: Pod, profile: string) {
  const { namespace = "" } = metadata
  const link = (kind: string, name: string | undefined, at = "") =>
    name !== undefined && name !== "" && <ObjectLink profile={profile} to={{ group: "", kind, namespace: at, name }} />
  return [
    { label: words.node, value: link("Node", spec.nodeName) || words.notScheduled },
    { label: words.address, value: status.podIP && <Code>{status.podIP}</Code> },
    { label: words.hostNetwork, value: spec.hostNetwork === true && texts.detail.summary.data.yes },
    { label: words.serviceAccount, value: link("ServiceAccount", spec.serviceAccountName, namespace) },
    { label: words.qos, value: status.qosClass },
    { label: words.restartPolicy, value: spec.restartPolicy },
    {
      label: words.priority,
      value: spec.priority !== undefined && spec.priority !== 0 && `${spec.priority} ${spec.priorityClassName ?? ""}`,
    },
  ]
}

const columns = [
  { id: "name", label: words.volume },
  { id: "kind", label: words.kind },
  { id: "source", label: words.source, wide: true },
]

function Volumes({ profile, pod }: { readonly profile: string; readonly pod: Pod }) {
  const volumes = pod.spec.volumes ?? []
  if (volumes.length === 0) return null
  const rows = volumes.map((volume) => ({
    id: volume.name,
    cells: [volume.name, volumeSource(volume).kind, <VolumeWords key="source" {...{ profile, pod, volume }} />],
  }))
  return (
    <Card title={words.volumes} padding="flush">
      <DataTable label={words.volumes} columns={columns} rows={rows} />
    </Card>
  )
}

/** Objects that it names as links; for others what is written there. */
function VolumeWords({ profile, pod, volume }: { profile: string; pod: Pod; volume: Volume }) {
  const alone = { kind: "Pod", metadata: pod.metadata, spec: { volumes: [volume] } }
  const references = referencesOf(alone)
  if (references.length > 0) {
    return references.map((to) => (
      <div key={`${to.kind}/${to.name}`}>
        <ObjectLink profile={profile} to={to} showKind />
      </div>
    ))
  }
  const { source } = volumeSource(volume)
  const text = JSON.stringify(source)
  return text === "{}" ? null : <Code>{text}</Code>
}
