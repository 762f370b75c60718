import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { duplicate, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { portName, portNumber } from "../../../../machinery/field/format.ts"
import type { IntOrString } from "../../../../machinery/meta/v1.gen.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { requiredOneOf } from "../../../validation/numbers.ts"
import type { ContainerPort } from "../../v1.gen.ts"
import type { AnyContainer } from "../containers.ts"

export function validatePorts(ports: readonly ContainerPort[] | undefined, path: FieldPath): FieldErrors {
  const names = new Set<string>()
  return (ports ?? []).flatMap((port, at) => {
    const own = path.index(at)
    return [
      ...validateName(port.name ?? "", names, own.child("name")),
      ...(port.containerPort
        ? about(own.child("containerPort"), port.containerPort, portNumber(port.containerPort))
        : [required(own.child("containerPort"))]),
      ...(port.hostPort ? about(own.child("hostPort"), port.hostPort, portNumber(port.hostPort)) : []),
      ...requiredOneOf(own.child("protocol"), port.protocol, ["SCTP", "TCP", "UDP"]),
    ]
  })
}

function validateName(name: string, names: Set<string>, path: FieldPath): FieldErrors {
  if (name === "") return []
  const complaints = portName(name)
  if (complaints.length > 0) return about(path, name, complaints)
  if (names.has(name)) return [duplicate(path, name)]
  names.add(name)
  return []
}

/** Two containers of a pod cannot have the same port of the host. */
export function validateHostPorts(containers: readonly AnyContainer[] | undefined, path: FieldPath): FieldErrors {
  const taken = new Set<string>()
  return (containers ?? []).flatMap((container, at) =>
    (container.ports ?? []).flatMap((port, each) => {
      if (!port.hostPort) return []
      const key = `${port.protocol ?? ""}/${port.hostIP ?? ""}/${port.hostPort}`
      if (taken.has(key)) return [duplicate(path.index(at).child("ports").index(each).child("hostPort"), key)]
      taken.add(key)
      return []
    }),
  )
}

/** On the host's network both numbers are one; a template may leave the host's out, for it is filled in later. */
export function validateHostNetworkPorts(
  containers: readonly AnyContainer[] | undefined,
  isPod: boolean,
  path: FieldPath,
): FieldErrors {
  return (containers ?? []).flatMap((container, at) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort = 0 }, each) => {
      const differs = hostPort !== containerPort && (isPod || hostPort !== 0)
      const own = path.index(at).child("ports").index(each).child("hostPort")
      return differs ? [invalid(own, hostPort, "must match `containerPort` when `hostNetwork` is true")] : []
    }),
  )
}

/** A number, or the name of a port. */
export function validatePortOrName(port: IntOrString | undefined, path: FieldPath): FieldErrors {
  const value = port ?? 0
  return about(path, value, typeof value === "number" ? portNumber(value) : portName(value))
}
