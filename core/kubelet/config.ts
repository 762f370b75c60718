import { isJsonObject, type Json, type JsonObject } from "../base/json.ts"
import { milliValue, wholeValue } from "../machinery/quantity/quantity.ts"

/**
 * What the kubelet goes by: the fields of Kubernetes' KubeletConfiguration that have a meaning here, and four of our
 * own (`podCIDR`, `clusterCIDR`, `cpus`, `memoryBytes`). Others are accepted and have no effect.
 */
export interface KubeletConfig {
  readonly staticPodPath: string
  readonly podLogsDir: string
  readonly containerRuntimeEndpoint: string
  readonly clusterDns: readonly string[]
  readonly clusterDomain: string
  readonly resolvConf: string
  readonly cgroupRoot: string
  readonly address: string
  readonly port: number
  readonly healthzBindAddress: string
  readonly healthzPort: number
  readonly clientCaFile: string
  readonly tlsCertFile: string
  readonly tlsPrivateKeyFile: string
  readonly maxPods: number
  readonly logMaxBytes: number
  readonly logMaxFiles: number
  readonly statusReportMs: number
  readonly leaseSeconds: number
  readonly imageGcHighPercent: number
  readonly imageGcLowPercent: number
  readonly imageMinimumAgeMs: number
  readonly reserved: { readonly milliCpu: number; readonly memoryBytes: number }
  readonly registerNode: boolean
  readonly nodeLabels: { readonly [key: string]: string }
  /** The node registers with it; else the control plane gives one. */
  readonly podCidr: string | undefined
  /** What lies outside is masqueraded. */
  readonly clusterCidr: string
  /** As the node shall have; else the machine's. */
  readonly cpus: number | undefined
  readonly memoryBytes: number | undefined
}

/** Reads a KubeletConfiguration. Throws a sentence for a field of the wrong type. */
export function readKubeletConfig(json: unknown): KubeletConfig {
  const root = isJsonObject(json) ? json : {}
  const reserved = [part(root, "systemReserved"), part(root, "kubeReserved")]
  return {
    staticPodPath: text(root, "staticPodPath", ""),
    podLogsDir: text(root, "podLogsDir", "/var/log/pods"),
    containerRuntimeEndpoint: text(root, "containerRuntimeEndpoint", "unix:///run/containerd/containerd.sock"),
    clusterDns: texts(root, "clusterDNS"),
    clusterDomain: text(root, "clusterDomain", "cluster.local"),
    resolvConf: text(root, "resolvConf", "/etc/resolv.conf"),
    cgroupRoot: text(root, "cgroupRoot", "").replace(/\/$/, ""),
    address: text(root, "address", "0.0.0.0"),
    port: number(root, "port") ?? 10_250,
    healthzBindAddress: text(root, "healthzBindAddress", "127.0.0.1"),
    healthzPort: number(root, "healthzPort") ?? 10_248,
    clientCaFile: text(part(part(root, "authentication"), "x509"), "clientCAFile", ""),
    tlsCertFile: text(root, "tlsCertFile", "/var/lib/kubelet/pki/kubelet.crt"),
    tlsPrivateKeyFile: text(root, "tlsPrivateKeyFile", "/var/lib/kubelet/pki/kubelet.key"),
    maxPods: number(root, "maxPods") ?? 110,
    logMaxBytes: wholeValue(text(root, "containerLogMaxSize", "10Mi")),
    logMaxFiles: number(root, "containerLogMaxFiles") ?? 5,
    statusReportMs: duration(root, "nodeStatusReportFrequency") ?? 300_000,
    leaseSeconds: number(root, "nodeLeaseDurationSeconds") ?? 40,
    imageGcHighPercent: number(root, "imageGCHighThresholdPercent") ?? 85,
    imageGcLowPercent: number(root, "imageGCLowThresholdPercent") ?? 80,
    imageMinimumAgeMs: duration(root, "imageMinimumGCAge") ?? 120_000,
    reserved: {
      milliCpu: sum(reserved.map((list) => milliValue(text(list, "cpu", "0")))),
      memoryBytes: sum(reserved.map((list) => wholeValue(text(list, "memory", "0")))),
    },
    registerNode: root["registerNode"] !== false,
    nodeLabels: Object.fromEntries(
      Object.entries(part(root, "nodeLabels")).map(([key, value]) => [key, String(value)]),
    ),
    podCidr: text(root, "podCIDR", "") || undefined,
    clusterCidr: text(root, "clusterCIDR", "10.244.0.0/16"),
    cpus: number(root, "cpus"),
    memoryBytes: number(root, "memoryBytes"),
  }
}

export class KubeletConfigError extends Error {
  override readonly name = "KubeletConfigError"
}

function part(from: JsonObject, key: string): JsonObject {
  const value = from[key]
  return isJsonObject(value) ? value : {}
}

function text(from: JsonObject, key: string, fallback: string): string {
  const value = from[key]
  if (value === undefined || value === null) return fallback
  if (typeof value !== "string") throw wrong(key, value, "a string")
  return value
}

function number(from: JsonObject, key: string): number | undefined {
  const value = from[key]
  if (value === undefined || value === null) return undefined
  if (typeof value !== "number") throw wrong(key, value, "a number")
  return value
}

function texts(from: JsonObject, key: string): readonly string[] {
  const value = from[key]
  return Array.isArray(value) ? value.map(String) : []
}

/** Go's `1h2m3s`. */
function duration(from: JsonObject, key: string): number | undefined {
  const value = text(from, key, "")
  if (value === "") return undefined
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)]
  if (parts.map(([whole]) => whole).join("") !== value) throw wrong(key, value, "a duration")
  return sum(parts.map(([, amount, unit]) => Number(amount) * (units[unit ?? ""] ?? 0)))
}

function wrong(key: string, value: Json, wanted: string): KubeletConfigError {
  return new KubeletConfigError(`Cannot read kubelet configuration: ${key} is ${JSON.stringify(value)}, not ${wanted}`)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
