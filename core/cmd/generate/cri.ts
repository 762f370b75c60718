/** The calls the kubelet makes; everything these do not reach is left out. */
const methods: readonly string[] = [
  ...["Version", "Status", "RunPodSandbox", "StopPodSandbox", "RemovePodSandbox", "PodSandboxStatus", "ListPodSandbox"],
  ...["CreateContainer", "StartContainer", "StopContainer", "RemoveContainer", "ListContainers", "ContainerStatus"],
  ...["UpdateContainerResources", "ReopenContainerLog", "ExecSync", "Exec", "Attach", "PortForward"],
  ...["ListContainerStats", "ListImages", "ImageStatus", "PullImage", "RemoveImage", "ImageFsInfo"],
]

interface Field {
  readonly type: string
  readonly id: number
  readonly rule?: "repeated"
  readonly keyType?: string
}

type Message = { readonly fields: Record<string, Field> } | { readonly values: Record<string, number> }

/** `core/cri/containerd/messages.gen.ts`: descriptors of the container runtime interface, as protobufjs reads them. */
export function emitCri(text: string): string {
  const { services, messages } = parse(text)
  const calls = methods.map((method) => {
    const call = services.get(method)
    if (call === undefined) throw new Error(`Cannot find method: cri.txt has no "${method}"`)
    return [method, call] as const
  })
  const nested = Object.fromEntries(
    [
      ...reach(
        calls.flatMap(([, { request, response }]) => [request, response]),
        messages,
      ),
    ]
      .sort()
      .map((name) => [name, messages.get(name)]),
  )
  return `// Derived from resources/kubernetes/cri.txt by core/cmd/generate.ts.
import type { INamespace } from "protobufjs"

export type CriMethod = ${methods.map((method) => JSON.stringify(method)).join(" | ")}

export const criCalls: Readonly<Record<CriMethod, { readonly service: string; readonly request: string; readonly response: string }>> = ${JSON.stringify(Object.fromEntries(calls))}

export const criMessages: INamespace = JSON.parse(${JSON.stringify(JSON.stringify({ nested }))})
`
}

function parse(text: string) {
  const services = new Map<string, { service: string; request: string; response: string }>()
  const messages = new Map<string, Message>()
  let service = ""
  let current = ""
  let outer = ""
  for (const line of text.split("\n")) {
    const words = line.trim().split(/\s+/)
    const [first = "", second = ""] = words
    if (line.startsWith("service ")) service = second
    else if (line.startsWith("  rpc ")) {
      const match = /^ {2}rpc (\w+)\((\w+)\) returns \((\w+)\)$/.exec(line)
      const [, name = "", request = "", response = ""] = match ?? []
      if (match !== null) services.set(name, { service, request, response })
    } else if (line.startsWith("enum ")) {
      current = second.split(".").at(-1) ?? ""
      messages.set(current, { values: {} })
    } else if (line.startsWith("runtime.v1.")) {
      current = first.split(".").at(-1) ?? ""
      outer = current
      messages.set(current, { fields: {} })
    } else if (line.startsWith("  ")) addMember(words, messages, current, outer)
  }
  return { services, messages }
}

/** Two words are a value of the enum; three are a field, of the message around it when an enum stands in between. */
function addMember(words: readonly string[], messages: Map<string, Message>, current: string, outer: string) {
  const [id = "", name = ""] = words
  const enumeration = messages.get(current)
  if (words.length === 2 && enumeration !== undefined && "values" in enumeration) {
    enumeration.values[name] = Number(id)
    return
  }
  const message = messages.get(outer)
  const type = words.slice(2).join("")
  if (message === undefined || !("fields" in message) || type.startsWith("Windows")) return
  message.fields[camelCase(name)] = fieldOf(type, Number(id))
}

function fieldOf(type: string, id: number): Field {
  const map = /^map<(\w+),(\w+)>$/.exec(type)
  if (map !== null) return { keyType: map[1] ?? "", type: map[2] ?? "", id }
  return type.startsWith("[]") ? { rule: "repeated", type: type.slice(2), id } : { type, id }
}

function reach(from: readonly string[], messages: ReadonlyMap<string, Message>): Set<string> {
  const seen = new Set<string>()
  const left = [...from]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const message = messages.get(name)
    if (seen.has(name) || scalars.has(name)) continue
    if (message === undefined) throw new Error(`Cannot find message: cri.txt has no "${name}"`)
    seen.add(name)
    if ("fields" in message) left.push(...Object.values(message.fields).map((field) => field.type))
  }
  return seen
}

const scalars: ReadonlySet<string> = new Set([
  "string",
  "bytes",
  "bool",
  "int32",
  "uint32",
  "int64",
  "uint64",
  "double",
])

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}
