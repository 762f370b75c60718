import { SquareTerminal, Unplug } from "lucide-react"
import { type ReactNode, useState } from "react"
import { isSidecar } from "../../../../core/apis/core/podspec/containers.ts"
import type { Pod } from "../../../../core/apis/core/v1.gen.ts"
import { coveCommand } from "../../../../core/bridge/operation-command.ts"
import { Button } from "../../../design/button.tsx"
import { CopyCommand } from "../../../design/copy-command.tsx"
import { Select } from "../../../design/select.tsx"
import { TextField } from "../../../design/text-field.tsx"
import { kubectlCommand } from "../../../shell/command-text.ts"
import { useTerminalDrawer } from "../../../shell/terminal-context.tsx"
import { texts } from "../../../texts/texts.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { splitWords } from "./split-words.ts"

const words = texts.detail.shell

/** Bash where there is one, else what every image with a shell has. */
const defaultCommand = 'sh -c "command -v bash >/dev/null && exec bash || exec sh"'

/** Opens terminals in a pod's containers, or on a node. */
export function ShellTab(props: ObjectViewProps) {
  return props.object.kind === "Node" ? <NodeShell {...props} /> : <PodShell {...props} />
}

function NodeShell({ profile, object }: ObjectViewProps) {
  const { openTerminal } = useTerminalDrawer()
  const node = nameOf(object)
  return (
    <Frame title={words.node} detail={words.nodeDetail}>
      <div>
        <Button variant="primary" icon={SquareTerminal} onClick={() => openTerminal({ type: "node", profile, node })}>
          {words.open}
        </Button>
      </div>
      <CopyCommand command={coveCommand(profile, ["ssh", "--node", node])} />
    </Frame>
  )
}

function PodShell({ profile, object }: ObjectViewProps) {
  const pod = object as Pod // the API server sends objects of the kind that was asked for
  const { openTerminal } = useTerminalDrawer()
  const running = runningContainers(pod)
  const [wanted, setContainer] = useState<string>()
  const [command, setCommand] = useState(defaultCommand)
  const container = running.find((name) => name === wanted) ?? running[0]
  if (container === undefined) return <Frame title={words.title} detail={words.notRunning} />
  const at = { type: "pod", profile, namespace: namespaceOf(object), pod: nameOf(object), container } as const
  const place = ["-n", at.namespace, at.pod, "-c", container]
  const run = splitWords(command)
  return (
    <Frame title={words.title} detail={words.detail}>
      <Select
        label={words.container}
        value={container}
        options={running.map((value) => ({ value, label: value }))}
        onChange={setContainer}
        className="max-w-80"
      />
      <TextField label={words.command} value={command} onChange={setCommand} mono />
      <div>
        <Button
          variant="primary"
          icon={SquareTerminal}
          disabled={run.length === 0}
          onClick={() => openTerminal({ ...at, command: [...run] })}
        >
          {words.open}
        </Button>
      </div>
      <CopyCommand command={kubectlCommand(profile, ["exec", "-it", ...place, "--", ...run])} />
      <h2 className="mt-4 font-semibold">{words.attach}</h2>
      <p className="text-muted">{words.attachDetail}</p>
      <div>
        <Button icon={Unplug} onClick={() => openTerminal({ ...at, attach: true })}>
          {texts.detail.attach}
        </Button>
      </div>
      <CopyCommand command={kubectlCommand(profile, ["attach", "-it", ...place])} />
    </Frame>
  )
}

function Frame({ title, detail, children }: { title: string; detail: string; children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-3 p-6">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-muted">{detail}</p>
      {children}
    </div>
  )
}

/** The main ones first: those are what one wants to look into. */
function runningContainers({ spec, status }: Pod): readonly string[] {
  const all = [
    ...(status.containerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
  ]
  const sidecars = (spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name)
  const isRunning = (name: string) => all.some((each) => each.name === name && each.state?.running !== undefined)
  const names = [...spec.containers.map(({ name }) => name), ...sidecars]
  const others = all.map(({ name }) => name).filter((name) => !names.includes(name))
  return [...names, ...others].filter(isRunning)
}
