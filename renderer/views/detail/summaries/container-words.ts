import type {
  Container,
  ContainerState,
  EnvFromSource,
  EnvVar,
  Probe,
  VolumeMount,
} from "../../../../core/apis/core/v1.gen.ts"
import type { Tone } from "../../../design/tone.ts"
import { texts } from "../../../texts/texts.ts"

const words = texts.detail.summary.pod

/** A container's state in words. */
export interface ContainerStateWords {
  readonly word: string
  readonly tone: Tone
  /** Why, as the kubelet says it. */
  readonly detail: string
}

export function describeState(state: ContainerState | undefined, ready: boolean): ContainerStateWords {
  if (state?.running !== undefined) {
    const word = ready ? words.states.running : `${words.states.running}, ${words.notReady}`
    return { word, tone: ready ? "ok" : "warn", detail: "" }
  }
  if (state?.terminated !== undefined) {
    const { reason = words.states.terminated, exitCode, message = "" } = state.terminated
    const detail = [words.exit(exitCode), message.trim()].filter((part) => part !== "").join(": ")
    return { word: reason, tone: exitCode === 0 ? "idle" : "bad", detail }
  }
  const { reason, message = "" } = state?.waiting ?? {}
  if (reason === undefined) return { word: words.states.none, tone: "idle", detail: message }
  const isOnItsWay = reason === "ContainerCreating" || reason === "PodInitializing"
  return { word: reason, tone: isOnItsWay ? "busy" : "bad", detail: message }
}

/** `http-get :8080/healthz, after 0s, every 10s, timeout 1s, 3 failures` */
export function describeProbe(probe: Probe): string {
  const { initialDelaySeconds = 0, periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3 } = probe
  return `${probeAction(probe)}, ${words.probeTiming(initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold)}`
}

function probeAction({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet !== undefined) {
    const { scheme = "HTTP", host = "", port, path = "/" } = httpGet
    return `${scheme.toLowerCase()}-get ${host}:${port}${path}`
  }
  if (tcpSocket !== undefined) return `tcp-socket ${tcpSocket.host ?? ""}:${tcpSocket.port}`
  if (grpc !== undefined) return `grpc :${grpc.port} ${grpc.service ?? ""}`.trim()
  return `exec [${(exec?.command ?? []).join(" ")}]`
}

/** The value of a variable, or where it comes from. */
export function describeEnv({ value = "", valueFrom }: EnvVar): string {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom ?? {}
  if (fieldRef !== undefined) return words.fromField(fieldRef.fieldPath)
  if (resourceFieldRef !== undefined) return words.fromResource(resourceFieldRef.resource)
  if (configMapKeyRef !== undefined) return words.fromKey(configMapKeyRef.key, "ConfigMap", configMapKeyRef.name ?? "")
  if (secretKeyRef !== undefined) return words.fromKey(secretKeyRef.key, "Secret", secretKeyRef.name ?? "")
  return value
}

export function describeEnvFrom({ configMapRef, secretRef, prefix = "" }: EnvFromSource): string {
  const source = configMapRef !== undefined ? `ConfigMap ${configMapRef.name}` : `Secret ${secretRef?.name ?? ""}`
  return prefix === "" ? source : `${source}, ${words.prefix(prefix)}`
}

export function describeMount({ name, mountPath, readOnly, subPath }: VolumeMount): string {
  const from = subPath === undefined || subPath === "" ? name : `${name}/${subPath}`
  return `${mountPath} ← ${from}${readOnly === true ? ` (${words.readOnly})` : ""}`
}

/** `cpu 100m, memory 64Mi` */
export function describeQuantities(quantities: Readonly<Record<string, string | number>> | undefined): string {
  return Object.entries(quantities ?? {})
    .map(([name, quantity]) => `${name} ${quantity}`)
    .join(", ")
}

/** `http 8080/TCP` */
export function describePorts({ ports = [] }: Container): string {
  return ports
    .map(({ name, containerPort, protocol = "TCP", hostPort }) => {
      const host = hostPort === undefined ? "" : ` (host ${hostPort})`
      return `${name === undefined ? "" : `${name} `}${containerPort}/${protocol}${host}`
    })
    .join(", ")
}

/** The one member of a volume that says what it is: `configMap`, `emptyDir`. */
export function volumeSource(volume: object): { readonly kind: string; readonly source: unknown } {
  const found = Object.entries(volume).find(([name, value]) => name !== "name" && value !== undefined)
  return found === undefined ? { kind: "emptyDir", source: {} } : { kind: found[0], source: found[1] }
}
