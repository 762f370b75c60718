import { systemClock } from "../../core/host/clock.ts"
import { openSqlite } from "../../core/storage/sqlite/open-sqlite.ts"

// Writes until it is killed, and says each change once it is acknowledged: `<key> <revision> <value or ->`.
// Usage: storage-writer.ts FILE RUN
const [path = "", run = ""] = process.argv.slice(2)
const storage = await openSqlite({ path, clock: systemClock })
await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))

async function write(writer: number): Promise<void> {
  for (let round = 0; ; round++) {
    const key = `/crash/${writer}/${round % 20}`
    const { entry } = await storage.get(key)
    const modRevision = entry?.modRevision
    const text = `${run}.${round}.${"x".repeat(round % 3000)}`
    const value = Buffer.from(text)
    const result = await storage.write(
      modRevision === undefined
        ? { type: "create", key, value }
        : round % 7 === 0
          ? { type: "delete", key, modRevision }
          : { type: "update", key, value, modRevision },
    )
    if (!result.ok) throw new Error(`Key "${key}" has one writer, and yet it met a conflict`)
    process.stdout.write(`${key} ${result.revision} ${modRevision !== undefined && round % 7 === 0 ? "-" : text}\n`)
  }
}
