import { assert } from "../../base/assert.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { Protobuf } from "../../machinery/protobuf/protobuf.ts"
import type { Revision } from "../../storage/revision.ts"
import { metadataOffset, spliceRevision, withRevision } from "./stored-form.ts"

export type ChangeType = "ADDED" | "MODIFIED" | "DELETED"

export interface StoredObject {
  readonly key: string
  readonly value: Uint8Array
  readonly revision: Revision
  readonly createRevision: Revision
  /** How this state came to be: decides which watch frame is laid out around the bytes. */
  readonly type: ChangeType
  /** The parsed form of `value`, where this process has it. */
  readonly parsed?: ApiObject | undefined
}

/**
 * One object at one revision. Its served bytes are made once, on first use, and shared by GET, LIST and every watcher.
 * So is the parsed object, which nobody may change: it is several times as large as the bytes, so it stays only for as
 * long as somebody holds it or the memory is not wanted otherwise.
 */
export class CachedObject {
  readonly key: string
  readonly revision: Revision
  readonly createRevision: Revision
  readonly #type: ChangeType
  /** As storage has it. Dropped when the frame is made: the frame has it all. */
  #value: Uint8Array | undefined
  #frame: Uint8Array | undefined
  /** Without the revision, until somebody asks for the object. */
  #parsed: WeakRef<ApiObject> | undefined
  #versioned: WeakRef<ApiObject> | undefined
  #labels: Labels | undefined
  #itemOffset = 0
  #deleted: CachedObject | undefined
  #message: Uint8Array | undefined

  constructor({ key, value, revision, createRevision, type, parsed }: StoredObject) {
    this.key = key
    this.revision = revision
    this.createRevision = createRevision
    this.#type = type
    this.#value = value
    if (parsed === undefined) return
    this.#parsed = new WeakRef(parsed)
    this.#labels = parsed.metadata.labels ?? noLabels
  }

  /** What GET answers: JSON with the resourceVersion. */
  get bytes(): Uint8Array {
    return this.#framed().subarray(heads[this.#type].length, -tail.length)
  }

  get sizeBytes(): number {
    return (this.#frame ?? this.#value)?.length ?? 0
  }

  /** `bytes` from `"metadata"` on: an item of a typed list is `{` and this, without kind and apiVersion. */
  get bytesFromMetadata(): Uint8Array {
    const frame = this.#framed()
    if (this.#itemOffset === 0) this.#itemOffset = heads[this.#type].length + metadataOffset(this.bytes)
    return frame.subarray(this.#itemOffset, -tail.length)
  }

  /** What this process wrote just now need not be parsed. */
  get object(): ApiObject {
    const known = this.#versioned?.deref()
    if (known !== undefined) return known
    const written = this.#parsed?.deref()
    const object = written === undefined ? parse(this.bytes) : withRevision(written, this.revision)
    this.#versioned = new WeakRef(object)
    this.#parsed = undefined
    return object
  }

  /** What selectors ask of every object, all the time. */
  get labels(): Labels {
    this.#labels ??= this.object.metadata.labels ?? noLabels
    return this.#labels
  }

  /** The protobuf message of it, made when the first client wants protobuf. */
  message(protobuf: Protobuf): Uint8Array {
    if (this.#message !== undefined) return this.#message
    const { kind = "", apiVersion = "" } = this.object
    this.#message = protobuf.encodeMessage({ kind, apiVersion }, this.object)
    return this.#message
  }

  /** A watch line, in parts. The one for the change that made this state is one part, and shared. */
  frame(type: ChangeType): readonly Uint8Array[] {
    return type === this.#type ? [this.#framed()] : [heads[type], this.bytes, tail]
  }

  /** The last state of what is gone, with the revision of its going. */
  deletedAt(revision: Revision): CachedObject {
    if (this.#deleted?.revision === revision) return this.#deleted
    this.#deleted = new CachedObject({
      key: this.key,
      value: this.#value ?? withoutRevision(this.bytes),
      revision,
      createRevision: this.createRevision,
      type: "DELETED",
      parsed: this.#versioned?.deref() ?? this.#parsed?.deref(),
    })
    return this.#deleted
  }

  #framed(): Uint8Array {
    if (this.#frame !== undefined) return this.#frame
    assert(this.#value !== undefined, `Object "${this.key}" has neither its stored bytes nor its frame`)
    this.#frame = spliceRevision(this.#value, this.revision, { head: heads[this.#type], tail })
    this.#value = undefined
    return this.#frame
  }
}

function parse(bytes: Uint8Array): ApiObject {
  // What storage holds passed the schema on its way in.
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) as ApiObject
}

/** Takes the spliced resourceVersion out again. */
function withoutRevision(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = metadataOffset(bytes) + '"metadata":{'.length
  const closingQuote = text.indexOf('"', from + '"resourceVersion":"'.length)
  const to = text[closingQuote + 1] === comma ? closingQuote + 2 : closingQuote + 1
  return Buffer.concat([text.subarray(0, from), text.subarray(to)])
}

type Labels = Readonly<Record<string, string>>

const noLabels: Labels = {}

const comma = 0x2c
const heads: Readonly<Record<ChangeType, Buffer>> = {
  ADDED: Buffer.from('{"type":"ADDED","object":'),
  MODIFIED: Buffer.from('{"type":"MODIFIED","object":'),
  DELETED: Buffer.from('{"type":"DELETED","object":'),
}
const tail = Buffer.from("}\n")
