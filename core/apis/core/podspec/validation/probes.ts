import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { httpHeaderName } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { nonNegative, oneOf } from "../../../validation/numbers.ts"
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from "../../v1.gen.ts"
import type { AnyContainer } from "../containers.ts"
import { validatePortOrName } from "./ports.ts"
import { validateStopSignal } from "./stop-signals.ts"

type Handler = LifecycleHandler & Pick<Probe, "grpc">

/** Lifecycle hooks and probes, for the containers that may have them. */
export function validateHealth(
  container: AnyContainer,
  graceSeconds: number | undefined,
  os: string | undefined,
  path: FieldPath,
): FieldErrors {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  return [
    ...(lifecycle === undefined ? [] : validateLifecycle(lifecycle, graceSeconds, os, path.child("lifecycle"))),
    ...(livenessProbe === undefined
      ? []
      : validateOneSuccess(livenessProbe, graceSeconds, path.child("livenessProbe"))),
    ...(readinessProbe === undefined
      ? []
      : validateReadiness(readinessProbe, graceSeconds, path.child("readinessProbe"))),
    ...(startupProbe === undefined ? [] : validateOneSuccess(startupProbe, graceSeconds, path.child("startupProbe"))),
  ]
}

function validateLifecycle(
  { postStart, preStop, stopSignal }: Lifecycle,
  graceSeconds: number | undefined,
  os: string | undefined,
  path: FieldPath,
): FieldErrors {
  return [
    ...(postStart === undefined ? [] : validateHandler(postStart, graceSeconds, path.child("postStart"))),
    ...(preStop === undefined ? [] : validateHandler(preStop, graceSeconds, path.child("preStop"))),
    ...(stopSignal === undefined ? [] : validateStopSignal(stopSignal, os, path.child("stopSignal"))),
  ]
}

/** Liveness and startup: one success is all there is to know. */
function validateOneSuccess(probe: Probe, graceSeconds: number | undefined, path: FieldPath): FieldErrors {
  return [
    ...validateProbe(probe, graceSeconds, path),
    ...((probe.successThreshold ?? 0) === 1
      ? []
      : [invalid(path.child("successThreshold"), probe.successThreshold ?? 0, "must be 1")]),
  ]
}

function validateReadiness(probe: Probe, graceSeconds: number | undefined, path: FieldPath): FieldErrors {
  const own = probe.terminationGracePeriodSeconds
  return [
    ...validateProbe(probe, graceSeconds, path),
    ...(own === undefined
      ? []
      : [invalid(path.child("terminationGracePeriodSeconds"), own, "must not be set for readinessProbes")]),
  ]
}

function validateProbe(probe: Probe, graceSeconds: number | undefined, path: FieldPath): FieldErrors {
  const own = probe.terminationGracePeriodSeconds
  return [
    ...validateHandler(probe, graceSeconds, path),
    ...counts.flatMap((name) => nonNegative(path.child(name), probe[name])),
    ...(own !== undefined && own <= 0
      ? [invalid(path.child("terminationGracePeriodSeconds"), own, "must be greater than 0")]
      : []),
  ]
}

const counts = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
] as const

function validateHandler(handler: Handler, graceSeconds: number | undefined, path: FieldPath): FieldErrors {
  const kinds: readonly (readonly [string, () => FieldErrors])[] = [
    ["exec", () => (handler.exec?.command?.length ? [] : [required(path.child("exec", "command"))])],
    ["httpGet", () => (handler.httpGet ? validateHttpGet(handler.httpGet, path.child("httpGet")) : [])],
    ["tcpSocket", () => validatePortOrName(handler.tcpSocket?.port, path.child("tcpSocket", "port"))],
    ["grpc", () => validatePortOrName(handler.grpc?.port, path.child("grpc", "port"))],
    ["sleep", () => validateSleep(handler.sleep?.seconds ?? 0, graceSeconds, path.child("sleep"))],
  ]
  const [first, ...others] = kinds.filter(([kind]) => handler[kind as keyof Handler] !== undefined)
  if (first === undefined) return [required(path, "must specify a handler type")]
  return [
    ...first[1](),
    ...others.map(([kind]) => forbidden(path.child(kind), "may not specify more than 1 handler type")),
  ]
}

function validateHttpGet({ path: target, port, scheme, httpHeaders }: HTTPGetAction, path: FieldPath): FieldErrors {
  return [
    ...(target ? [] : [required(path.child("path"))]),
    ...validatePortOrName(port, path.child("port")),
    ...oneOf(path.child("scheme"), scheme, ["HTTP", "HTTPS"]),
    ...(httpHeaders ?? []).flatMap(({ name = "" }) => about(path.child("httpHeaders"), name, httpHeaderName(name))),
  ]
}

function validateSleep(seconds: number, graceSeconds: number | undefined, path: FieldPath): FieldErrors {
  if (graceSeconds === undefined || (seconds >= 0 && seconds <= graceSeconds)) return []
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`
  return [invalid(path, seconds, detail)]
}
