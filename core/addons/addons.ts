/** What a cluster runs beyond Kubernetes itself. */
export interface AddonDefinition {
  /** A word: `dns`. */
  readonly name: string
  readonly title: string
  /** What one has of it, in a sentence or two. */
  readonly description: string
  /** Cannot be switched off: a cluster is none without it. */
  readonly builtIn: boolean
  /** The objects to look at to see whether it works; none where a node's own programs do the work. */
  readonly runs: readonly AddonPart[]
  readonly documentation?: string | undefined
}

/** Objects of one kind, by name or by labels. */
export interface AddonPart {
  /** "" for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly labelSelector?: string | undefined
}

const dns: AddonDefinition = {
  name: "dns",
  title: "Cluster DNS",
  description:
    "Gives Services and Pods their names, such as web.default.svc.cluster.local, and asks the node's own name servers for all others.",
  builtIn: true,
  runs: [
    { group: "apps", version: "v1", plural: "deployments", namespace: "kube-system", name: "kube-dns" },
    { group: "", version: "v1", plural: "services", namespace: "kube-system", name: "kube-dns" },
  ],
  documentation: "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",
}

const proxy: AddonDefinition = {
  name: "proxy",
  title: "Service proxy",
  description:
    "Leads what is sent to a Service's address or node port to one of its ready Pods. It runs on every node.",
  builtIn: true,
  runs: [{ group: "", version: "v1", plural: "pods", namespace: "kube-system", labelSelector: "k8s-app=kube-proxy" }],
  documentation: "https://kubernetes.io/docs/reference/networking/virtual-ips/",
}

const storage: AddonDefinition = {
  name: "storage",
  title: "Storage",
  description:
    "Volumes on the node's own disk: emptyDir, hostPath, and what ConfigMaps, Secrets and projections bring. The kubelet makes them. Nothing binds PersistentVolumeClaims or provisions volumes for them yet: they stay Pending.",
  builtIn: true,
  runs: [],
  documentation: "https://kubernetes.io/docs/concepts/storage/volumes/",
}

/** Every add-on there is, in the order in which they are shown. */
export const addons: readonly AddonDefinition[] = [dns, proxy, storage]
