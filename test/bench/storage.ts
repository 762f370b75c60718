import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { systemClock } from "../../core/host/clock.ts"
import { openSqlite } from "../../core/storage/sqlite/open-sqlite.ts"

// How many durable creates, and reads, a second the SQLite store does: `node test/bench/storage.ts`
const total = 20_000
const writers = 32
const valueBytes = 3_000

const folder = mkdtempSync(join(tmpdir(), "cove-bench-"))
const storage = await openSqlite({ path: join(folder, "state.db"), clock: systemClock })
try {
  const latencies: number[] = []
  const startMs = performance.now()
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer, latencies)))
  report(`creates, ${writers} writers, ${valueBytes} bytes`, total, performance.now() - startMs)
  latencies.sort((a, b) => a - b)
  console.log(`  p50 ${ms(latencies[total / 2])}, p99 ${ms(latencies[Math.floor(total * 0.99)])}`)

  const oneMs = performance.now()
  for (let i = 0; i < 1_000; i++) await create(`/bench/one/${i}`)
  report("creates, one writer", 1_000, performance.now() - oneMs)

  const readMs = performance.now()
  for (let i = 0; i < total; i++) await storage.get(`/bench/${i % writers}/${Math.floor(i / writers)}`)
  report("gets", total, performance.now() - readMs)

  const listMs = performance.now()
  const { entries } = await storage.list({ prefix: "/bench/" })
  report("entries listed", entries.length, performance.now() - listMs)
} finally {
  await storage.close()
  rmSync(folder, { recursive: true })
}

async function write(writer: number, latencies: number[]): Promise<void> {
  for (let i = 0; i < total / writers; i++) {
    const startMs = performance.now()
    await create(`/bench/${writer}/${i}`)
    latencies.push(performance.now() - startMs)
  }
}

async function create(key: string): Promise<void> {
  const result = await storage.write({ type: "create", key, value: Buffer.alloc(valueBytes, key) })
  if (!result.ok) throw new Error(`Key "${key}" is there already`)
}

function report(what: string, count: number, elapsedMs: number): void {
  console.log(`${what}: ${Math.round((count * 1000) / elapsedMs)}/s`)
}

function ms(value: number | undefined): string {
  return `${(value ?? 0).toFixed(2)} ms`
}
