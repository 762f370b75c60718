import { assert } from "../../base/assert.ts"
import type { LogRecord } from "../mvcc/revision-log.ts"
import type { PackedBatch } from "./messages.ts"

export function packRecords(records: readonly LogRecord[]): PackedBatch {
  const firstRevision = records[0]?.revision ?? 0
  const created = new Float64Array(records.length)
  const expires = new Float64Array(records.length)
  const lengths = new Int32Array(records.length).fill(-1)
  const values = new Uint8Array(records.reduce((sum, record) => sum + valueLength(record), 0))
  let offset = 0
  for (const [at, record] of records.entries()) {
    assert(record.revision === firstRevision + at, `Revision ${record.revision} does not follow its batch`)
    if (record.type === "delete") continue
    created[at] = record.createRevision
    expires[at] = record.expiresAtMs ?? 0
    lengths[at] = record.value.length
    values.set(record.value, offset)
    offset += record.value.length
  }
  return { firstRevision, keys: records.map((record) => record.key), created, expires, lengths, values }
}

export interface Row {
  readonly revision: number
  readonly key: string
  readonly created: number
  readonly expires: number | null
  readonly value: Uint8Array | null
}

export function* unpackRows({ firstRevision, keys, created, expires, lengths, values }: PackedBatch): Generator<Row> {
  let offset = 0
  for (const [at, key] of keys.entries()) {
    const length = lengths[at] ?? -1
    const value = length < 0 ? null : values.subarray(offset, offset + length)
    offset += Math.max(0, length)
    yield { revision: firstRevision + at, key, created: created[at] ?? 0, expires: expires[at] || null, value }
  }
}

function valueLength(record: LogRecord): number {
  return record.type === "put" ? record.value.length : 0
}
