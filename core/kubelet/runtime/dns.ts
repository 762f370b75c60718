import type { Pod } from "../../apis/core/v1.gen.ts"
import type { DnsConfig } from "../../cri/runtime.ts"
import { namespaceOf } from "../pod/identity.ts"

export interface DnsFacts {
  /** The cluster's own servers; none before there is a cluster DNS. */
  readonly clusterDns: readonly string[]
  readonly clusterDomain: string
  /** What the node itself asks. */
  readonly node: DnsConfig
}

const searchesMax = 32
const serversMax = 3

/** What a pod's /etc/resolv.conf says, by its DNS policy. */
export function podDns(pod: Pod, { clusterDns, clusterDomain, node }: DnsFacts): DnsConfig {
  const policy = pod.spec?.dnsPolicy ?? "ClusterFirst"
  const onNode = pod.spec?.hostNetwork === true
  const cluster = policy === "ClusterFirstWithHostNet" || (policy === "ClusterFirst" && !onNode)
  const base = policy === "None" ? nothing : cluster && clusterDns.length > 0 ? clusterFirst() : node
  const own = pod.spec?.dnsConfig
  const options = new Map(
    [...base.options, ...(own?.options ?? []).map(formatOption)].map((each) => [optionName(each), each]),
  )
  return {
    servers: unique([...base.servers, ...(own?.nameservers ?? [])]).slice(0, serversMax),
    searches: unique([...base.searches, ...(own?.searches ?? [])]).slice(0, searchesMax),
    options: [...options.values()],
  }

  function clusterFirst(): DnsConfig {
    const domains = [`${namespaceOf(pod)}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain]
    return { servers: clusterDns, searches: [...domains, ...node.searches], options: ["ndots:5"] }
  }
}

const nothing: DnsConfig = { servers: [], searches: [], options: [] }

/** Reads /etc/resolv.conf. */
export function parseResolvConf(text: string): DnsConfig {
  const servers: string[] = []
  let searches: readonly string[] = []
  let options: readonly string[] = []
  for (const line of text.split("\n")) {
    const [keyword, ...words] = line.trim().split(/\s+/)
    if (keyword === "nameserver" && words[0] !== undefined) servers.push(words[0])
    if (keyword === "search") searches = words.map((word) => (word === "." ? word : word.replace(/\.$/, "")))
    if (keyword === "options") options = words
  }
  return { servers, searches, options }
}

function formatOption({ name = "", value }: { name?: string | undefined; value?: string | undefined }): string {
  return value === undefined || value === "" ? name : `${name}:${value}`
}

function optionName(option: string): string {
  return option.split(":")[0] ?? ""
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)]
}
