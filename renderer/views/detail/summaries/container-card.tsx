import type { Container, ContainerStateTerminated, ContainerStatus } from "../../../../core/apis/core/v1.gen.ts"
import { Badge } from "../../../design/badge.tsx"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Age } from "../parts/age.tsx"
import { Facts } from "../parts/facts.tsx"
import { Code } from "../parts/words.tsx"
import {
  describeEnv,
  describeEnvFrom,
  describeMount,
  describePorts,
  describeProbe,
  describeQuantities,
  describeState,
} from "./container-words.ts"

const words = texts.detail.summary.pod

export interface ContainerCardProps {
  readonly container: Container
  readonly status: ContainerStatus | undefined
  /** "init", "sidecar", "ephemeral": what it is besides a container. */
  readonly mark?: string | undefined
}

/** One container: how it is, and what it is made of. */
export function ContainerCard({ container, status, mark }: ContainerCardProps) {
  const state = describeState(status?.state, status?.ready ?? false)
  const title = (
    <span className="flex flex-wrap items-center gap-2">
      {container.name}
      <Badge tone={state.tone} dot>
        {state.word}
      </Badge>
      {mark !== undefined && <Badge>{mark}</Badge>}
    </span>
  )
  return (
    <Card title={title}>
      {state.detail !== "" && <p className="mb-3 break-words text-muted">{state.detail}</p>}
      <Facts facts={factsOf(container, status)} />
    </Card>
  )
}

function factsOf(container: Container, status: ContainerStatus | undefined) {
  const { command = [], args = [], env = [], envFrom = [], volumeMounts = [], resources } = container
  const probes = [
    [words.probe.startup, container.startupProbe],
    [words.probe.readiness, container.readinessProbe],
    [words.probe.liveness, container.livenessProbe],
  ] as const
  return [
    { label: words.image, value: <Code>{container.image ?? ""}</Code> },
    {
      label: words.started,
      value: status?.state?.running?.startedAt && <Age ago since={status.state.running.startedAt} />,
    },
    { label: words.restarts, value: status !== undefined && `${status.restartCount}` },
    { label: words.lastEnd, value: status?.lastState?.terminated && <LastEnd ended={status.lastState.terminated} /> },
    { label: words.ports, value: describePorts(container) },
    { label: words.command, value: command.length > 0 && <Code>{command.join(" ")}</Code> },
    { label: words.arguments, value: args.length > 0 && <Code>{args.join(" ")}</Code> },
    { label: words.requests, value: describeQuantities(resources?.requests) },
    { label: words.limits, value: describeQuantities(resources?.limits) },
    {
      label: words.environment,
      value: env.length > 0 && <Lines lines={env.map((each) => `${each.name}=${describeEnv(each)}`)} />,
    },
    { label: words.environmentFrom, value: envFrom.length > 0 && <Lines lines={envFrom.map(describeEnvFrom)} /> },
    { label: words.mounts, value: volumeMounts.length > 0 && <Lines lines={volumeMounts.map(describeMount)} /> },
    ...probes.map(([label, probe]) => ({ label, value: probe && <Code>{describeProbe(probe)}</Code> })),
    { label: words.imageId, value: status?.imageID && <Code>{status.imageID}</Code> },
  ]
}

function LastEnd({ ended }: { readonly ended: ContainerStateTerminated }) {
  return (
    <>
      {ended.reason} ({words.exit(ended.exitCode)}), <Age ago since={ended.finishedAt} />
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line} className="selectable font-mono text-sm break-all">
          {line}
        </li>
      ))}
    </ul>
  )
}
