import type { Pod } from "../../apis/core/v1.gen.ts"

/** A pod's /etc/hosts, as Kubernetes writes it. `nodeHosts` is the node's own, for pods on its network. */
export function hostsFile(
  pod: Pod,
  { ips, hostname, domain, nodeHosts }: { ips: readonly string[]; hostname: string; domain: string; nodeHosts: string },
): string {
  const aliases = aliasLines(pod)
  if (pod.spec?.hostNetwork === true) {
    return `# Kubernetes-managed hosts file (host network).\n${nodeHosts}${aliases}`
  }
  const names = domain === "" ? hostname : `${hostname}.${domain}\t${hostname}`
  const own = ips.map((ip) => `${ip}\t${names}\n`).join("")
  return `# Kubernetes-managed hosts file.\n${standard}${own}${aliases}`
}

const standard = [
  "127.0.0.1\tlocalhost",
  "::1\tlocalhost ip6-localhost ip6-loopback",
  "fe00::0\tip6-localnet",
  "fe00::0\tip6-mcastprefix",
  "fe00::1\tip6-allnodes",
  "fe00::2\tip6-allrouters",
  "",
].join("\n")

function aliasLines(pod: Pod): string {
  const aliases = pod.spec?.hostAliases ?? []
  if (aliases.length === 0) return ""
  const lines = aliases.map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join("\t")}\n`)
  return `\n# Entries added by HostAliases.\n${lines.join("")}`
}

/** What a pod is called inside, and the domain its name stands in, if its service gives it one. */
export function hostnameOf(pod: Pod, clusterDomain: string): { readonly hostname: string; readonly domain: string } {
  const { hostname, subdomain, hostnameOverride } = pod.spec ?? {}
  if (hostnameOverride !== undefined && hostnameOverride !== "") return { hostname: hostnameOverride, domain: "" }
  const name = hostname || (pod.metadata.name ?? "")
  const domain = subdomain ? `${subdomain}.${pod.metadata.namespace ?? "default"}.svc.${clusterDomain}` : ""
  // A host's name has at most 63 letters and does not end in a dash or a dot.
  return { hostname: name.slice(0, 63).replace(/[-.]+$/, ""), domain }
}
