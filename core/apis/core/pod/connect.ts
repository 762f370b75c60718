import type { ConnectSubresource, ConnectTarget } from "../../../machinery/api/kind.ts"
import { badRequest } from "../../../machinery/status/status-error.ts"
import type { Pod } from "../v1.gen.ts"

/** Streams to the kubelet that runs the pod; the paths are the kubelet's own. */
export const exec: ConnectSubresource<Pod> = {
  type: "connect",
  name: "exec",
  verbs: ["create", "get"],
  kind: "PodExecOptions",
  target: (pod, query) => stream(pod, "exec", query, [...streams(query), ...all(query, "command")]),
}

export const attach: ConnectSubresource<Pod> = {
  type: "connect",
  name: "attach",
  verbs: ["create", "get"],
  kind: "PodAttachOptions",
  target: (pod, query) => stream(pod, "attach", query, streams(query)),
}

export const log: ConnectSubresource<Pod> = {
  type: "connect",
  name: "log",
  verbs: ["get"],
  kind: "Pod",
  target: (pod, query) =>
    stream(pod, "containerLogs", query, [
      ...flag(query, "follow", "follow"),
      ...flag(query, "previous", "previous"),
      ...flag(query, "timestamps", "timestamps"),
      ...["sinceSeconds", "sinceTime", "tailLines", "limitBytes", "stream"].flatMap((name) => all(query, name)),
    ]),
}

export const portForward: ConnectSubresource<Pod> = {
  type: "connect",
  name: "portforward",
  verbs: ["create", "get"],
  kind: "PodPortForwardOptions",
  target: (pod, query) => ({
    to: "kubelet",
    nodeName: nodeOf(pod),
    path: `/portForward/${pod.metadata.namespace}/${pod.metadata.name}`,
    query: new URLSearchParams(all(query, "ports").map(([, ports]) => ["port", ports] as [string, string])),
  }),
}

export const proxy: ConnectSubresource<Pod> = {
  type: "connect",
  name: "proxy",
  verbs: ["create", "delete", "get", "patch", "update"],
  kind: "PodProxyOptions",
  target: (pod, _query, rest) => {
    const address = pod.status.podIPs?.[0]?.ip ?? pod.status.podIP
    if (!address) throw badRequest("address not allowed")
    const port = pod.spec.containers.flatMap(({ ports }) => ports ?? [])[0]?.containerPort ?? 80
    return { to: "address", scheme: "http", host: address, port, path: rest.startsWith("/") ? rest : `/${rest}` }
  },
}

type Pairs = [string, string][]

function stream(pod: Pod, verb: string, query: URLSearchParams, pairs: Pairs): ConnectTarget {
  const container = containerFor(pod, query.get("container") ?? "")
  const path = `/${verb}/${pod.metadata.namespace}/${pod.metadata.name}/${container}`
  return { to: "kubelet", nodeName: nodeOf(pod), path, query: new URLSearchParams(pairs) }
}

function nodeOf({ metadata, spec }: Pod): string {
  if (!spec.nodeName) throw badRequest(`pod ${metadata.name} does not have a host assigned`)
  return spec.nodeName
}

/** The container asked for, or the only one. */
function containerFor({ metadata, spec }: Pod, asked: string): string {
  const names = (list: readonly { readonly name: string }[] | undefined) => (list ?? []).map(({ name }) => name)
  const [main, init, ephemeral] = [spec.containers, spec.initContainers, spec.ephemeralContainers].map(names)
  if (asked !== "") {
    if ([main, init, ephemeral].some((group) => group?.includes(asked))) return asked
    throw badRequest(`container ${asked} is not valid for pod ${metadata.name}`)
  }
  const [only, ...others] = main ?? []
  if (only !== undefined && others.length === 0) return only
  const list = (group: readonly string[] | undefined) => `[${(group ?? []).join(" ")}]`
  const choices = [
    `choose one of: ${list(main)}`,
    ...(init?.length ? [`one of the init containers: ${list(init)}`] : []),
    ...(ephemeral?.length ? [`one of the ephemeral containers: ${list(ephemeral)}`] : []),
  ]
  throw badRequest(`a container name must be specified for pod ${metadata.name}, ${choices.join(" or ")}`)
}

/** What `PodExecOptions` calls stdin the kubelet calls input. */
function streams(query: URLSearchParams): Pairs {
  return [
    ...flag(query, "stdin", "input", "1"),
    ...flag(query, "stdout", "output", "1"),
    ...flag(query, "stderr", "error", "1"),
    ...flag(query, "tty", "tty", "1"),
  ]
}

function flag(query: URLSearchParams, name: string, as: string, value = "true"): Pairs {
  const given = query.get(name)
  return given === "true" || given === "1" ? [[as, value]] : []
}

function all(query: URLSearchParams, name: string): Pairs {
  return query.getAll(name).map((value) => [name, value])
}
