import type { TypeText } from "../../machinery/schema/schema-text.ts"
import { type Presence, parsePresence } from "./schema.ts"
import { emitText } from "./texts.ts"

/**
 * `core/apis/protobuf.gen.ts`: a line for each type of the schema that has a protobuf form, with its kinds and the
 * numbers of its fields. `machinery/protobuf/field-numbers.ts` is the reader and describes the form.
 */
export function emitProtobuf(
  source: string,
  {
    types,
    presence,
    messages,
  }: { readonly types: readonly TypeText[]; readonly presence: string; readonly messages: string },
): string {
  const messageOf = parseMessages(messages)
  const presenceOf = parsePresence(presence)
  const lines = types.flatMap((type) => {
    const message = packages.map((each) => messageOf.get(`${each}${type.name}`)).find((each) => each !== undefined)
    if (message === undefined || type.alias !== undefined) return []
    const fields = (presenceOf.get(type.name) ?? []).filter(({ embedded }) => embedded !== "TypeMeta.")
    return [`${type.name}\t${kindsOf(type)}\t${fields.map((field) => emitField(field, message, messageOf)).join(" ")}`]
  })
  return emitText(source, lines.join("\n"))
}

/** Packages of messages, by what stands before the schema's name of a type. */
const packages = [
  "k8s.io.api.",
  "k8s.io.apimachinery.pkg.apis.",
  "k8s.io.apiextensions_apiserver.pkg.apis.",
  "k8s.io.kube_aggregator.pkg.apis.",
] as const

interface Message {
  readonly name: string
  readonly fields: readonly MessageField[]
}

interface MessageField {
  readonly number: string
  readonly name: string
  readonly type: string
}

/** Blocks with a message's name in the first line and `  1 metadata apimachinery.pkg.apis.meta.v1.ObjectMeta` in the rest. */
function parseMessages(text: string): ReadonlyMap<string, Message> {
  return new Map(
    text.split("\n\n").map((block) => {
      const [name = "", ...lines] = block.trim().split("\n")
      const fields = lines.map((line) => {
        const [number = "", field = "", ...type] = line.trim().split(" ")
        return { number, name: field, type: type.join(" ") }
      })
      return [name, { name, fields }]
    }),
  )
}

/** `spec=2`, `hostPath=2.1` for a field of an embedded struct, `extra=5~` for lists that are messages of their own. */
function emitField({ name, embedded }: Presence, message: Message, messageOf: ReadonlyMap<string, Message>): string {
  const numbers: string[] = []
  let owner = message
  for (const part of embedded.split(".").filter((each) => each !== "")) {
    const field = owner.fields.find(({ type }) => lastOf(type) === part)
    const inner = field && messageOf.get(siblingOf(owner, field.type))
    if (inner === undefined) throw new Error(`Cannot find the message of ${message.name}'s embedded ${part}`)
    numbers.push(field?.number ?? "")
    owner = inner
  }
  const field = owner.fields.find((each) => plain(each.name) === plain(name))
  if (field === undefined) throw new Error(`Cannot find the number of ${message.name}'s field ${name}`)
  const isListMessage = /\b(ExtraValue|Verbs)\b/.test(field.type)
  return `${name}=${[...numbers, field.number].join(".")}${isListMessage ? "~" : ""}`
}

/** The two write some names differently: `x-kubernetes-list-type` and `xKubernetesListType`, `webhooks` and `Webhooks`. */
function plain(name: string): string {
  return name.replaceAll(/[$-]/g, "").toLowerCase()
}

function siblingOf({ name }: Message, type: string): string {
  return `${name.slice(0, name.lastIndexOf(".") + 1)}${lastOf(type)}`
}

function lastOf(type: string): string {
  return type.slice(type.lastIndexOf(".") + 1)
}

function kindsOf({ attributes }: TypeText): string {
  const { kind } = attributes
  return typeof kind === "string" ? kind : ""
}
