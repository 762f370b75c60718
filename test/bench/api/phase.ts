import type { PhaseName } from "./reference.ts"

export interface Figure {
  readonly phase: PhaseName
  readonly operations: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failures: number
  readonly firstFailure: string | undefined
}

export interface Answer {
  readonly status: number
  readonly body: Buffer
}

/** Does the same thing many times, so many at once, and says how fast that went. */
export async function phase(
  name: PhaseName,
  { operations, workers }: { readonly operations: number; readonly workers: number },
  run: (index: number) => Promise<Answer>,
): Promise<Figure> {
  const latencies: number[] = []
  let next = 0
  let failures = 0
  let firstFailure: string | undefined
  const startedMs = performance.now()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let index = next++; index < operations; index = next++) {
        const sentMs = performance.now()
        const { status, body } = await run(index)
        latencies.push(performance.now() - sentMs)
        if (status < 300) continue
        failures++
        firstFailure ??= `${status} ${body.toString("utf8", 0, 300)}`
      }
    }),
  )
  return figure(name, { latencies, seconds: (performance.now() - startedMs) / 1000, failures, firstFailure })
}

interface Measured {
  readonly latencies: number[]
  readonly seconds: number
  readonly failures: number
  readonly firstFailure: string | undefined
}

export function figure(name: PhaseName, { latencies, seconds, failures, firstFailure }: Measured): Figure {
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0
  return {
    phase: name,
    operations: latencies.length,
    perSecond: latencies.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failures,
    firstFailure,
  }
}
