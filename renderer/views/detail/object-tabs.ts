import { type ComponentType, lazy } from "react"
import { groupResourceOf, type Resource } from "../../../core/machinery/api/resource.ts"
import { texts } from "../../texts/texts.ts"
import { EventsTab } from "./events/events-tab.tsx"
import { LogsTab } from "./logs/logs-tab.tsx"
import { MetricsTab } from "./metrics/metrics-tab.tsx"
import type { ObjectViewProps } from "./parts/object-view.ts"
import { RelatedTab } from "./related/related-tab.tsx"
import { ShellTab } from "./shell/shell-tab.tsx"
import { SummaryTab } from "./summaries/summary-tab.tsx"

/** One face of an object. */
export interface ObjectTab {
  readonly id: string
  readonly label: string
  readonly Panel: ComponentType<ObjectViewProps>
  /** The resources that have it: `pods`, `deployments.apps`. Left out: all. */
  readonly only?: readonly string[]
}

/** Resources whose pods' logs can be read together. */
const withPods: readonly string[] = [
  "pods",
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "replicationcontrollers",
  "jobs.batch",
]

/** The editor is large: it is loaded when it is first looked at. */
const YamlTab = lazy(async () => ({ default: (await import("./yaml/yaml-tab.tsx")).YamlTab }))

const words = texts.detail.tabs

const tabs: readonly ObjectTab[] = [
  { id: "summary", label: words.summary, Panel: SummaryTab },
  { id: "yaml", label: words.yaml, Panel: YamlTab },
  { id: "events", label: words.events, Panel: EventsTab },
  { id: "related", label: words.related, Panel: RelatedTab },
  { id: "logs", label: words.logs, Panel: LogsTab, only: withPods },
  { id: "shell", label: words.shell, Panel: ShellTab, only: ["pods", "nodes"] },
  { id: "metrics", label: words.metrics, Panel: MetricsTab, only: ["pods", "nodes"] },
]

export function tabsOf(resource: Resource): readonly ObjectTab[] {
  const name = groupResourceOf(resource)
  return tabs.filter(({ only }) => only === undefined || only.includes(name))
}
