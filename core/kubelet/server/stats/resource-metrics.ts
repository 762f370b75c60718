import type { Usage } from "./collect.ts"

/** `/metrics/resource`: what metrics-server reads (KEP-2371), in Prometheus' text form. */
export function resourceMetrics(usage: Usage): string {
  return [
    ...containerFamilies(usage),
    ...nodeFamilies(usage),
    ...podFamilies(usage),
    family("resource_scrape_error", "gauge", "1 if there was an error while getting container metrics, 0 otherwise", [
      sample({}, 0, undefined),
    ]),
  ].join("")
}

function containerFamilies({ pods }: Usage): readonly string[] {
  const containers = pods.flatMap(({ pod, containers }) =>
    containers.map((container) => ({
      ...container,
      labels: { container: container.name, namespace: pod.metadata.namespace, pod: pod.metadata.name },
    })),
  )
  return [
    family(
      "container_cpu_usage_seconds_total",
      "counter",
      "Cumulative cpu time consumed by the container in core-seconds",
      containers.flatMap(({ labels, stats: { cpu } }) =>
        cpu === undefined ? [] : [sample(labels, seconds(cpu.usageCoreNanoSeconds), cpu.timestampMs)],
      ),
    ),
    family(
      "container_memory_working_set_bytes",
      "gauge",
      "Current working set of the container in bytes",
      containers.flatMap(({ labels, stats: { memory } }) =>
        memory === undefined ? [] : [sample(labels, memory.workingSetBytes, memory.timestampMs)],
      ),
    ),
    family(
      "container_start_time_seconds",
      "gauge",
      "Start time of the container since unix epoch in seconds",
      containers.map(({ labels, startedAtMs }) => sample(labels, startedAtMs / 1000, undefined)),
    ),
  ]
}

function nodeFamilies({ node }: Usage): readonly string[] {
  return [
    family("node_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed by the node in core-seconds", [
      sample({}, seconds(node.cpu.usageCoreNanoSeconds), node.cpu.timestampMs),
    ]),
    family("node_memory_working_set_bytes", "gauge", "Current working set of the node in bytes", [
      sample({}, node.memory.workingSetBytes, node.memory.timestampMs),
    ]),
  ]
}

function podFamilies({ pods }: Usage): readonly string[] {
  const withContainers = pods
    .filter((pod) => pod.containers.length > 0)
    .map(({ pod, containers }) => ({
      labels: { namespace: pod.metadata.namespace, pod: pod.metadata.name },
      containers,
    }))
  return [
    family(
      "pod_cpu_usage_seconds_total",
      "counter",
      "Cumulative cpu time consumed by the pod in core-seconds",
      withContainers.map(({ labels, containers }) =>
        sample(
          labels,
          seconds(total(containers, (each) => each.stats.cpu?.usageCoreNanoSeconds)),
          latest(containers, (each) => each.stats.cpu?.timestampMs),
        ),
      ),
    ),
    family(
      "pod_memory_working_set_bytes",
      "gauge",
      "Current working set of the pod in bytes",
      withContainers.map(({ labels, containers }) =>
        sample(
          labels,
          total(containers, (each) => each.stats.memory?.workingSetBytes),
          latest(containers, (each) => each.stats.memory?.timestampMs),
        ),
      ),
    ),
  ]
}

type Labels = Readonly<Record<string, string | undefined>>

function sample(labels: Labels, value: number, atMs: number | undefined): (name: string) => string {
  const words = Object.entries(labels).map(
    ([key, text]) => `${key}="${(text ?? "").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`,
  )
  const braces = words.length === 0 ? "" : `{${words.join(",")}}`
  return (name) => `${name}${braces} ${value}${atMs === undefined ? "" : ` ${Math.round(atMs)}`}\n`
}

function family(name: string, type: string, help: string, samples: readonly ((name: string) => string)[]): string {
  if (samples.length === 0) return ""
  return `# HELP ${name} [STABLE] ${help}\n# TYPE ${name} ${type}\n${samples.map((each) => each(name)).join("")}`
}

function seconds(nanoSeconds: number): number {
  return nanoSeconds / 1e9
}

function total<T>(list: readonly T[], of: (each: T) => number | undefined): number {
  return list.reduce((sum, each) => sum + (of(each) ?? 0), 0)
}

function latest<T>(list: readonly T[], of: (each: T) => number | undefined): number {
  return list.reduce((last, each) => Math.max(last, of(each) ?? 0), 0)
}
