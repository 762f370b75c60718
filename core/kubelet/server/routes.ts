import type { IncomingMessage, ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { StreamOptions } from "../../cri/runtime.ts"
import { parseLogOptions } from "./containerlogs/options.ts"
import { readLog } from "./containerlogs/read-log.ts"
import type { KubeletServerDeps } from "./deps.ts"
import type { PodPath } from "./find-container.ts"
import { findPod, loggedContainerId, runningContainerId, sandboxIdOf } from "./find-container.ts"
import { HttpError } from "./http-error.ts"
import { collectUsage } from "./stats/collect.ts"
import { resourceMetrics } from "./stats/resource-metrics.ts"
import { summaryOf } from "./stats/summary.ts"
import type { UsageRates } from "./stats/usage-rate.ts"
import { joinPortForwardTunnel, tunnelProtocol } from "./streaming/port-forward-tunnel.ts"
import { proxyUpgrade } from "./streaming/raw-upgrade.ts"
import { joinRemoteCommand, remoteCommandProtocols } from "./streaming/remote-command.ts"
import { acceptWebSocket, offeredProtocols } from "./streaming/websocket.ts"

export interface Exchange {
  readonly url: URL
  /** The path's parts after the first. */
  readonly rest: readonly string[]
  readonly signal: AbortSignal
}

export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

export type Answer = (exchange: Exchange, response: ServerResponse) => Promise<void>
export type AnswerUpgrade = (exchange: Exchange, upgrade: Upgrade) => Promise<void>

export interface Routes {
  /** By the path's first part. */
  readonly plain: ReadonlyMap<string, Answer>
  readonly upgrades: ReadonlyMap<string, AnswerUpgrade>
}

/** What the kubelet answers, by the first part of the path; the paths are Kubernetes' own. */
export function newRoutes(deps: KubeletServerDeps, rates: UsageRates): Routes {
  return {
    plain: new Map<string, Answer>([
      ["healthz", async (_, response) => void response.end("ok")],
      [
        "pods",
        async (_, response) =>
          sendJson(response, { kind: "PodList", apiVersion: "v1", metadata: {}, items: deps.pods.list() }),
      ],
      [
        "runningpods",
        async (_, response) =>
          sendJson(response, { kind: "PodList", apiVersion: "v1", metadata: {}, items: running(deps) }),
      ],
      ["stats", async (_, response) => sendJson(response, summaryOf(await collectUsage(deps, rates), deps.nodeName))],
      ["metrics", (exchange, response) => sendMetrics(deps, rates, exchange, response)],
      ["containerLogs", (exchange, response) => sendLog(deps, exchange, response)],
    ]),
    upgrades: new Map<string, AnswerUpgrade>([
      ["exec", (exchange, upgrade) => execInContainer(deps, exchange, upgrade)],
      ["attach", (exchange, upgrade) => attachToContainer(deps, exchange, upgrade)],
      ["portForward", (exchange, upgrade) => forwardPorts(deps, exchange, upgrade)],
    ]),
  }
}

function running(deps: KubeletServerDeps) {
  return deps.pods.list().filter((pod) => pod.status.phase === "Running")
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader("content-type", "application/json")
  response.end(JSON.stringify(body))
}

async function sendMetrics(
  deps: KubeletServerDeps,
  rates: UsageRates,
  { rest }: Exchange,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
  if (rest[0] === "resource") {
    response.end(resourceMetrics(await collectUsage(deps, rates)))
    return
  }
  if (rest.length > 0) throw new HttpError(404, "404 page not found")
  const pods = deps.pods.list()
  const containers = pods
    .flatMap((pod) => pod.status.containerStatuses ?? [])
    .filter((status) => status.state?.running !== undefined)
  response.end(
    `# HELP kubelet_running_pods Number of pods that have a running pod sandbox\n# TYPE kubelet_running_pods gauge\nkubelet_running_pods ${running(deps).length}\n` +
      `# HELP kubelet_running_containers Number of containers currently running\n# TYPE kubelet_running_containers gauge\nkubelet_running_containers{container_state="running"} ${containers.length}\n` +
      `# HELP kubelet_node_name The node's name. The count is always 1.\n# TYPE kubelet_node_name gauge\nkubelet_node_name{node="${deps.nodeName}"} 1\n`,
  )
}

async function sendLog(
  deps: KubeletServerDeps,
  { url, rest, signal }: Exchange,
  response: ServerResponse,
): Promise<void> {
  const options = parseLogOptions(url.searchParams, deps.clock.now())
  const id = loggedContainerId(deps.pods, podPath(rest), options.previous)
  const { logPath, state } = await deps.runtime.containerStatus(id)
  const follow = options.follow && !options.previous && state === "CONTAINER_RUNNING"
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const ended = follow ? containerEnd(deps, id, either) : Promise.resolve()
  response.setHeader("content-type", "text/plain")
  response.flushHeaders()
  try {
    await pipeline(Readable.from(readLog({ ...options, follow, path: logPath, ended, signal: either })), response)
  } finally {
    stop.abort()
  }
}

/** Resolves when the container no longer runs, or at the abort. */
async function containerEnd({ runtime }: KubeletServerDeps, id: string, signal: AbortSignal): Promise<void> {
  for await (const event of runtime.events(signal)) {
    if (event.type === "ended" && event.id === id) return
    if (event.type === "connected" && (await runtime.containerStatus(id)).state !== "CONTAINER_RUNNING") return
  }
}

async function execInContainer(deps: KubeletServerDeps, exchange: Exchange, upgrade: Upgrade): Promise<void> {
  const options = streamOptions(exchange.url.searchParams)
  const command = exchange.url.searchParams.getAll("command")
  const id = runningContainerId(deps.pods, podPath(exchange.rest))
  await joinCommand(await deps.runtime.execUrl(id, { ...options, command }), options, upgrade)
}

async function attachToContainer(deps: KubeletServerDeps, exchange: Exchange, upgrade: Upgrade): Promise<void> {
  const options = streamOptions(exchange.url.searchParams)
  const id = runningContainerId(deps.pods, podPath(exchange.rest))
  await joinCommand(await deps.runtime.attachUrl(id, options), options, upgrade)
}

async function joinCommand(url: string, options: StreamOptions, upgrade: Upgrade): Promise<void> {
  if (!isWebSocket(upgrade.request)) {
    await proxyUpgrade(new URL(url), upgrade.request, upgrade.socket, upgrade.head)
    return
  }
  const offered = offeredProtocols(upgrade.request)
  const protocol = remoteCommandProtocols.find((each) => offered.includes(each)) ?? "channel.k8s.io"
  await joinRemoteCommand(await acceptWebSocket(upgrade, protocol), new URL(url), options)
}

async function forwardPorts(deps: KubeletServerDeps, { url, rest }: Exchange, upgrade: Upgrade): Promise<void> {
  const [namespace = "", pod = ""] = rest
  const ports = url.searchParams
    .getAll("port")
    .concat(url.searchParams.getAll("ports"))
    .flatMap((each) => each.split(","))
    .map(Number)
  const id = await sandboxIdOf(deps.runtime, findPod(deps.pods, { namespace, pod }))
  const target = new URL(await deps.runtime.portForwardUrl(id, ports))
  if (isWebSocket(upgrade.request) && offeredProtocols(upgrade.request).includes(tunnelProtocol)) {
    await joinPortForwardTunnel(await acceptWebSocket(upgrade, tunnelProtocol), target)
    return
  }
  for (const port of ports) target.searchParams.append("port", String(port))
  await proxyUpgrade(target, upgrade.request, upgrade.socket, upgrade.head)
}

function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket"
}

/** `namespace/pod/container`, or with the pod's uid before the container. */
function podPath([namespace = "", pod = "", third = "", fourth]: readonly string[]): PodPath {
  return { namespace, pod, container: fourth ?? third }
}

/** The API server says `input=1`; `PodExecOptions` say `stdin=true`. Both are understood. */
function streamOptions(query: URLSearchParams): StreamOptions {
  const flag = (...names: readonly string[]) => names.some((name) => ["1", "true"].includes(query.get(name) ?? ""))
  const options = {
    tty: flag("tty"),
    stdin: flag("input", "stdin"),
    stdout: flag("output", "stdout"),
    stderr: flag("error", "stderr"),
  }
  if (!options.stdin && !options.stdout && !options.stderr)
    throw new HttpError(400, "you must specify at least 1 of stdin, stdout, stderr")
  return options.tty ? { ...options, stderr: false } : options
}
