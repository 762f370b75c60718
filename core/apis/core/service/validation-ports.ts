import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { duplicate, forbidden, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { dns1123Label, portName, portNumber, qualifiedName } from "../../../machinery/field/format.ts"
import { about } from "../../../machinery/meta/validate-meta.ts"
import { requiredOneOf } from "../../validation/numbers.ts"
import { protocols } from "../../validation/protocols.ts"
import type { ServicePort, ServiceSpec } from "../v1.gen.ts"

/** Each port for itself; of several, each has a name of its own. */
export function validateAllPorts(ports: readonly ServicePort[]): FieldErrors {
  const names = new Set<string>()
  return ports.flatMap((port, at) => {
    const { name = "" } = port
    const path = portsPath.index(at)
    const isRepeated = names.has(name)
    if (name !== "") names.add(name)
    return [
      ...(name === "" && ports.length > 1 ? [required(path.child("name"))] : []),
      ...(name === "" ? [] : about(path.child("name"), name, dns1123Label(name))),
      ...(isRepeated ? [duplicate(path.child("name"), name)] : []),
      ...validatePort(port, path),
    ]
  })
}

/** No two ports may be one, nor share what outsiders reach them by. */
export function validatePortsApart({ type, ports = [] }: ServiceSpec): FieldErrors {
  const withNodePort = ports.flatMap(({ nodePort, protocol }, at) => (nodePort ? [{ at, nodePort, protocol }] : []))
  return [
    ...(type === "ClusterIP"
      ? withNodePort.map(({ at }) =>
          forbidden(portsPath.index(at).child("nodePort"), "may not be used when `type` is 'ClusterIP'"),
        )
      : []),
    ...repeated(withNodePort, ({ nodePort, protocol }) => `${nodePort}/${protocol}`).map(({ at, nodePort }) =>
      duplicate(portsPath.index(at).child("nodePort"), nodePort),
    ),
    ...repeated(
      ports.map((port, at) => ({ at, port })),
      ({ port }) => `${port.port}/${port.protocol}`,
    ).map(({ at, port }) => duplicate(portsPath.index(at), portKey(port))),
  ]
}

const portsPath = FieldPath.of("spec", "ports")

function validatePort({ port, protocol, targetPort, appProtocol }: ServicePort, path: FieldPath): FieldErrors {
  const target = path.child("targetPort")
  return [
    ...about(path.child("port"), port, portNumber(port)),
    ...requiredOneOf(path.child("protocol"), protocol, protocols),
    ...(typeof targetPort === "string"
      ? about(target, targetPort, portName(targetPort))
      : about(target, targetPort ?? 0, portNumber(targetPort ?? 0))),
    ...(appProtocol === undefined ? [] : about(path.child("appProtocol"), appProtocol, qualifiedName(appProtocol))),
  ]
}

function repeated<E>(list: readonly E[], keyOf: (element: E) => string): readonly E[] {
  const seen = new Set<string>()
  return list.filter((element) => {
    const key = keyOf(element)
    const isKnown = seen.has(key)
    seen.add(key)
    return isKnown
  })
}

/** How Kubernetes prints the pair that stands twice. */
function portKey({ port, protocol }: ServicePort): object {
  return { Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 }
}
