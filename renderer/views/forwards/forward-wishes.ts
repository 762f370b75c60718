import { z } from "zod"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import type { ForwardKind } from "../../data/use-forward-targets.ts"
import { kubectlCommand } from "../../shell/command-text.ts"
import { texts } from "../../texts/texts.ts"

/** A port-forward as it is filled in. */
export interface ForwardWishes {
  readonly kind: ForwardKind
  readonly namespace: string
  readonly name: string
  readonly port: string
  /** Empty: one that is free. */
  readonly localPort: string
}

const portMax = 65_535

export function portError(port: string): string | undefined {
  const isName = /^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(port)
  return isName || isPortNumber(port) ? undefined : texts.forwards.dialog.portWrong
}

export function localPortError(port: string): string | undefined {
  return port === "" || isPortNumber(port) ? undefined : texts.forwards.dialog.localWrong
}

/** What "forwards.open" is asked. */
export function forwardInput(profile: string, wishes: ForwardWishes) {
  const { kind, namespace, name, port, localPort } = wishes
  return {
    profile,
    kind,
    namespace,
    name,
    port: isPortNumber(port) ? Number(port) : port,
    localPort: Number(localPort),
  }
}

/** The same with kubectl. */
export function forwardCommand(profile: string, { kind, namespace, name, port, localPort }: ForwardWishes): string {
  const target = `${kind.slice(0, -1)}/${name || "…"}`
  return kubectlCommand(profile, ["port-forward", "-n", namespace, target, `${localPort}:${port || "…"}`])
}

const port = z.object({
  name: z.string().optional(),
  port: z.number().optional(),
  containerPort: z.number().optional(),
})
const podSpec = z.object({ containers: z.array(z.object({ ports: z.array(port).optional() })) })
const spec = z.object({
  ports: z.array(port).optional(),
  containers: podSpec.shape.containers.optional(),
  template: z.object({ spec: podSpec }).optional(),
})

/** The ports that an object says it has: of a service, a pod, or what stands for pods. */
export function portsOf(object: ApiObject | undefined): readonly number[] {
  const parsed = z.object({ spec }).safeParse(object)
  if (!parsed.success) return []
  const { ports = [], containers = [], template } = parsed.data.spec
  const all = [...ports, ...[...containers, ...(template?.spec.containers ?? [])].flatMap((each) => each.ports ?? [])]
  return [...new Set(all.map((each) => each.port ?? each.containerPort).filter((each) => each !== undefined))]
}

function isPortNumber(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= portMax
}
