/** Texts of the sequence part of the screens. */
export const sequence = {
  lanes: {
    apiserver: "API server",
    scheduler: "Scheduler",
    kubelet: "Kubelet",
    runtime: "Runtime",
    /** "replicaset" → "Replicaset controller". */
    controller: (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)} controller`,
  },
  verbs: {
    create: "create",
    update: "update",
    patch: "change",
    apply: "apply",
    delete: "delete",
    deletecollection: "delete all",
    get: "open",
  } as Readonly<Record<string, string>>,
  request: (verb: string, kind: string, name: string) => [verb, kind, name].filter((part) => part !== "").join(" "),
  status: (kind: string, name: string, change: string | undefined) =>
    change === undefined ? `status of ${kind} ${name}` : `status of ${kind} ${name}: ${change}`,
  bind: (name: string, node: string | undefined) =>
    node === undefined ? `bind Pod ${name}` : `bind Pod ${name} to ${node}`,
  scale: (kind: string, name: string) => `scale ${kind} ${name}`,
  subresource: (verb: string, subresource: string, kind: string, name: string) =>
    `${verb} ${subresource} of ${kind} ${name}`,
  /** What a kubelet has the runtime do, by the reason of the event that tells it. */
  runtimeWork: {
    Pulling: (container: string) => `pull the image of ${container}`.trimEnd(),
    Pulled: (container: string) => `image is there for ${container}`.trimEnd(),
    Created: (container: string) => `create container ${container}`.trimEnd(),
    Started: (container: string) => `start container ${container}`.trimEnd(),
    Killing: (container: string) => `stop container ${container}`.trimEnd(),
    BackOff: (container: string) => `wait before trying again: ${container}`,
    Failed: (container: string) => `failed: ${container}`,
    Unhealthy: (container: string) => `probe of ${container} failed`,
  } as Readonly<Record<string, (container: string) => string>>,
  sees: (what: string) => `sees ${what}`,
  several: (label: string, count: number) => `${label} ×${count}`,
  replicas: (ready: number, wanted: number) => `${ready}/${wanted} ready`,
  failed: (label: string, code: number) => `${label} (refused: ${code})`,
} as const
