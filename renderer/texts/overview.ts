/** Texts of the overview part of the screens. */
export const overview = {
  health: (cluster: string) => `How ${cluster} is`,
  looking: "Looking at the cluster",
  cannotLook: "Not everything can be looked at now",
  tiles: {
    label: "What runs",
    nodes: "Nodes",
    deployments: "Deployments",
    statefulsets: "StatefulSets",
    daemonsets: "DaemonSets",
    jobs: "Jobs",
    pods: "Pods",
    services: "Services",
    ready: (ready: number, all: number) => `${ready} of ${all} ready`,
    available: (ready: number, all: number) => `${ready} of ${all} available`,
    allReady: "all ready",
    allAvailable: "all available",
    none: "none",
    jobsDetail: (running: number, failed: number) =>
      [`${running} running`, failed === 0 ? undefined : `${failed} failed`].filter(Boolean).join(" · "),
    podsDetail: (count: {
      readonly running: number
      readonly pending: number
      readonly succeeded: number
      readonly failed: number
      readonly terminating: number
    }) =>
      [
        `${count.running.toLocaleString()} running`,
        count.pending === 0 ? undefined : `${count.pending.toLocaleString()} pending`,
        count.failed === 0 ? undefined : `${count.failed.toLocaleString()} failing`,
        count.terminating === 0 ? undefined : `${count.terminating.toLocaleString()} stopping`,
        count.succeeded === 0 ? undefined : `${count.succeeded.toLocaleString()} done`,
      ]
        .filter(Boolean)
        .join(" · "),
    servicesOf: (namespaces: number) => (namespaces === 1 ? "in one namespace" : `in ${namespaces} namespaces`),
  },
  problems: {
    title: "What is wrong",
    count: (count: number) => (count === 1 ? "1 problem" : `${count} problems`),
    nothing: "Nothing is wrong",
    nothingDetail: "Every node is ready, every workload has its pods, and none of them fails.",
    bad: "Broken",
    warn: "Not well",
    since: (age: string) => `for ${age}`,
    ended: (age: string) => `ended ${age} ago`,
    pods: (count: number) => (count === 1 ? "1 pod" : `${count} pods`),
    previousLog: "Previous log",
    more: (count: number) => (count === 1 ? "Show 1 more" : `Show ${count} more`),
    less: "Show fewer",
    command: "The command that shows it",
  },
  events: {
    title: "Recent events",
    none: "No events in the last hour",
    warning: "Warning",
    normal: "Normal",
    times: (count: number) => `${count} times`,
    objects: (kind: string, count: number) => `${count} ${kind}s`,
    ago: (age: string) => `${age} ago`,
  },
  nodes: { title: "Use of the nodes" },
  facts: {
    title: "Cluster",
    address: "API server",
    version: "Kubernetes",
    driver: "Driver",
    nodes: "Nodes",
    each: (cpus: number, memory: string) => `${cpus} CPU, ${memory} each`,
    created: "Created",
    kubeconfig: "Kubeconfig",
    addresses: "Node addresses",
  },
  usage: {
    cpu: "CPU",
    memory: "Memory",
    usageOf: (name: string) => `CPU and memory of ${name}`,
    plot: (what: string, latest: string, span: string) => `${what}: ${latest}; line chart of the last ${span}`,
    ofCapacity: (value: string, capacity: string, share: string) => `${value} of ${capacity} (${share})`,
    capacity: "Capacity",
    table: "Show as a table",
    time: "Time",
    waiting: "Waiting for the first measurement",
    noChart: "This browser cannot draw the chart",
    minutes: (count: number) => (count === 1 ? "minute" : `${count} minutes`),
  },
} as const
