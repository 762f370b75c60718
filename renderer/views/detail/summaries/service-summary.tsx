import { Waypoints } from "lucide-react"
import type { Service, ServicePort } from "../../../../core/apis/core/v1.gen.ts"
import type { EndpointSlice } from "../../../../core/apis/discovery/v1.gen.ts"
import { endpointslices } from "../../../../core/apis/resources.gen.ts"
import { useObjects } from "../../../data/use-objects.ts"
import { useServed } from "../../../data/use-served.ts"
import { Badge } from "../../../design/badge.tsx"
import { Button } from "../../../design/button.tsx"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { usePortForward } from "../actions/use-port-forward.ts"
import { DataTable } from "../parts/data-table.tsx"
import { Facts } from "../parts/facts.tsx"
import { ObjectLink } from "../parts/object-link.tsx"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { Code, WordPairs } from "../parts/words.tsx"
import { endpointsIn } from "./endpoints.ts"

const words = texts.detail.summary.service

/** A service: its addresses and ports, and who answers behind them. */
export function ServiceSummary({ profile, object }: ObjectViewProps) {
  const service = object as Service // the API server sends objects of the kind that was asked for
  const { objects } = useObjects(useServed(endpointslices), {
    namespace: namespaceOf(object),
    labelSelector: `kubernetes.io/service-name=${nameOf(object)}`,
  })
  const isExternal = service.spec?.type === "ExternalName"
  return (
    <>
      <Card title={words.title}>
        <Facts facts={factsOf(service)} />
      </Card>
      <Ports profile={profile} service={service} />
      {!isExternal && <Endpoints profile={profile} slices={objects} />}
    </>
  )
}

function factsOf({ spec, metadata }: Service) {
  const { type, clusterIP, clusterIPs = [], externalIPs = [], externalName, selector, sessionAffinity } = spec ?? {}
  const hasSelector = selector !== undefined && Object.keys(selector).length > 0
  const addresses = clusterIPs.length > 0 ? clusterIPs.join(", ") : (clusterIP ?? "")
  return [
    { label: words.type, value: type },
    { label: words.clusterIp, value: clusterIP === "None" ? words.headless : addresses && <Code>{addresses}</Code> },
    { label: words.name, value: <Code>{`${metadata.name}.${metadata.namespace}.svc`}</Code> },
    { label: words.externalName, value: externalName },
    { label: words.externalIps, value: externalIPs.join(", ") },
    { label: words.selector, value: hasSelector ? <WordPairs pairs={selector} /> : words.noSelector },
    { label: words.affinity, value: sessionAffinity !== "None" && sessionAffinity },
  ]
}

const portColumns = [
  { id: "port", label: words.port, wide: true },
  { id: "target", label: words.targetPort },
  { id: "nodePort", label: words.nodePort },
  { id: "forward", label: words.forward },
]

function Ports({ profile, service }: { readonly profile: string; readonly service: Service }) {
  const ports = service.spec?.ports ?? []
  if (ports.length === 0) return null
  const rows = ports.map((port) => ({
    id: `${port.port}/${port.protocol}`,
    cells: [
      portName(port),
      `${port.targetPort ?? port.port}`,
      port.nodePort !== undefined && `${port.nodePort}`,
      (port.protocol ?? "TCP") === "TCP" && <ForwardButton key="forward" {...{ profile, service, port }} />,
    ],
  }))
  return (
    <Card title={words.ports} padding="flush">
      <DataTable label={words.ports} columns={portColumns} rows={rows} />
    </Card>
  )
}

function ForwardButton({ profile, service, port }: { profile: string; service: Service; port: ServicePort }) {
  const { forward, busy } = usePortForward(profile)
  const { namespace = "", name = "" } = service.metadata
  return (
    <Button
      size="sm"
      icon={Waypoints}
      busy={busy}
      aria-label={words.forwardLabel(portName(port))}
      onClick={() => forward({ namespace, kind: "services", name, port: port.port })}
    >
      {words.forward}
    </Button>
  )
}

function portName({ name, port, protocol = "TCP" }: ServicePort): string {
  return `${name === undefined || name === "" ? "" : `${name} `}${port}/${protocol}`
}

const endpointColumns = [
  { id: "address", label: words.address },
  { id: "ports", label: words.ports },
  { id: "target", label: words.target, wide: true },
  { id: "ready", label: words.ready },
]

function Endpoints({ profile, slices }: { readonly profile: string; readonly slices: readonly EndpointSlice[] }) {
  const endpoints = endpointsIn(slices)
  const title = words.endpoints(endpoints.filter(({ state }) => state === "ready").length, endpoints.length)
  const rows = endpoints.map(({ address, ports, target, state }) => ({
    id: `${address} ${ports}`,
    cells: [
      <Code key="address">{address}</Code>,
      ports,
      target && <ObjectLink key="target" profile={profile} to={target} showKind />,
      <Badge key="ready" dot tone={state === "ready" ? "ok" : state === "terminating" ? "busy" : "warn"}>
        {words[state]}
      </Badge>,
    ],
  }))
  return (
    <Card title={title} padding="flush">
      {rows.length === 0 ? (
        <div className="px-4 py-3">
          <p className="font-medium">{words.noEndpoints}</p>
          <p className="text-muted">{words.noEndpointsDetail}</p>
        </div>
      ) : (
        <DataTable label={title} columns={endpointColumns} rows={rows} />
      )}
    </Card>
  )
}
