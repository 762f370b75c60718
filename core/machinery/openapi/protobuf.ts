import { Writer } from "protobufjs/minimal.js"
import { stringify } from "yaml"
import { isJsonObject } from "../../base/json.ts"

type Members = Readonly<Record<string, unknown>>

/**
 * Swagger 2.0 in gnostic's protobuf (`openapi.v2.Document`). The numbers are those of gnostic's `OpenAPIv2.proto`; only
 * what Kubernetes' documents contain is written.
 */
export function encodeDocument(document: Members): Uint8Array {
  const writer = new Message()
  writer.text(1, document["swagger"])
  writer.message(2, (info) => {
    const { title, version } = members(document["info"])
    info.text(1, title)
    info.text(2, version)
  })
  writer.message(8, (paths) => named(paths, 2, document["paths"], pathItem))
  writer.message(9, (definitions) => named(definitions, 1, document["definitions"], schema))
  writer.message(10, (parameters) => named(parameters, 1, document["parameters"], parameter))
  for (const requirement of list(document["security"])) {
    writer.message(12, (own) => named(own, 1, requirement, () => {}))
  }
  writer.message(13, (security) => named(security, 1, document["securityDefinitions"], apiKey))
  return writer.finish()
}

/** A protobuf message being written. Empty texts and lists leave nothing, as proto3 has it. */
class Message {
  readonly #writer: Writer

  constructor(writer: Writer = Writer.create()) {
    this.#writer = writer
  }

  text(number: number, value: unknown): void {
    if (typeof value === "string" && value !== "") this.#writer.uint32((number << 3) | 2).string(value)
  }

  texts(number: number, values: unknown): void {
    for (const value of list(values)) this.#writer.uint32((number << 3) | 2).string(String(value))
  }

  flag(number: number, value: unknown): void {
    if (value === true) this.#writer.uint32(number << 3).bool(true)
  }

  message(number: number, write: (message: Message) => void): void {
    this.#writer.uint32((number << 3) | 2).fork()
    write(this)
    this.#writer.ldelim()
  }

  finish(): Uint8Array {
    return this.#writer.finish()
  }
}

/** `{a: x}` as a repeated `{name: "a", value: x}`. */
function named(
  writer: Message,
  number: number,
  value: unknown,
  write: (writer: Message, value: Members) => void,
): void {
  for (const [name, each] of Object.entries(members(value))) {
    writer.message(number, (pair) => {
      pair.text(1, name)
      pair.message(2, (own) => write(own, members(each)))
    })
  }
}

function pathItem(writer: Message, item: Members): void {
  for (const [method, number] of methods) {
    const own = item[method]
    if (own !== undefined) writer.message(number, (message) => operation(message, members(own)))
  }
  parameterItems(writer, 9, item["parameters"])
}

const methods = [
  ["get", 2],
  ["put", 3],
  ["post", 4],
  ["delete", 5],
  ["patch", 8],
] as const

function operation(writer: Message, own: Members): void {
  writer.texts(1, own["tags"])
  writer.text(3, own["description"])
  writer.text(5, own["operationId"])
  writer.texts(6, own["produces"])
  writer.texts(7, own["consumes"])
  parameterItems(writer, 8, own["parameters"])
  writer.message(9, (responses) => named(responses, 1, own["responses"], response))
  writer.texts(10, own["schemes"])
  extensions(writer, 13, own)
}

function response(writer: Message, own: Members): void {
  writer.message(1, (message) => {
    message.text(1, own["description"])
    const answer = own["schema"]
    if (answer !== undefined) message.message(2, (item) => item.message(1, (it) => schema(it, members(answer))))
  })
}

function parameterItems(writer: Message, number: number, items: unknown): void {
  for (const item of list(items)) {
    const own = members(item)
    writer.message(number, (message) => {
      if (own["$ref"] === undefined) message.message(1, (it) => parameter(it, own))
      else message.message(2, (it) => it.text(1, own["$ref"]))
    })
  }
}

function parameter(writer: Message, own: Members): void {
  if (own["in"] === "body") writer.message(1, (body) => bodyParameter(body, own))
  else if (own["in"] === "path")
    writer.message(2, (other) => other.message(4, (path) => plainParameter(path, own, [5, 19])))
  else writer.message(2, (other) => other.message(3, (query) => plainParameter(query, own, [6, 20])))
}

function bodyParameter(writer: Message, own: Members): void {
  writer.text(1, own["description"])
  writer.text(2, own["name"])
  writer.text(3, own["in"])
  writer.flag(4, own["required"])
  writer.message(5, (it) => schema(it, members(own["schema"])))
}

/** Path and query parameters differ in the numbers of what follows the name. */
function plainParameter(writer: Message, own: Members, [type, unique]: readonly [number, number]): void {
  writer.flag(1, own["required"])
  writer.text(2, own["in"])
  writer.text(3, own["description"])
  writer.text(4, own["name"])
  writer.text(type, own["type"])
  writer.flag(unique, own["uniqueItems"])
}

function schema(writer: Message, own: Members): void {
  writer.text(1, own["$ref"])
  writer.text(2, own["format"])
  writer.text(4, own["description"])
  writer.texts(19, own["required"])
  const { additionalProperties, type, items, properties } = own
  if (additionalProperties !== undefined) {
    writer.message(21, (item) => item.message(1, (it) => schema(it, members(additionalProperties))))
  }
  if (type !== undefined) writer.message(22, (item) => item.texts(1, [type]))
  if (items !== undefined) writer.message(23, (item) => item.message(1, (it) => schema(it, members(items))))
  if (properties !== undefined) writer.message(25, (it) => named(it, 1, properties, schema))
  extensions(writer, 31, own)
}

function apiKey(writer: Message, own: Members): void {
  writer.message(2, (key) => {
    key.text(1, own["type"])
    key.text(2, own["name"])
    key.text(3, own["in"])
    key.text(4, own["description"])
  })
}

/** `x-…` members, whose values stand there as YAML. */
function extensions(writer: Message, number: number, own: Members): void {
  for (const [name, value] of Object.entries(own)) {
    if (!name.startsWith("x-")) continue
    writer.message(number, (pair) => {
      pair.text(1, name)
      pair.message(2, (any) => any.text(2, stringify(value)))
    })
  }
}

function members(value: unknown): Members {
  return isJsonObject(value) ? value : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
