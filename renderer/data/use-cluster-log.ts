import { useEffect, useState } from "react"
import { BridgeError } from "../../core/bridge/messages.ts"
import { nextFrame } from "./animation-frame.ts"
import { useBridge } from "./bridge-context.ts"
import { browserClock } from "./browser-clock.ts"

export interface ClusterLog {
  readonly lines: readonly string[]
  /** How many were forgotten before the first: with it, a line keeps its number. */
  readonly forgotten: number
  readonly state: "open" | "ended" | "failed"
  readonly reason?: string | undefined
}

/** Lines that are kept. */
const linesMax = 20_000
const firstLines = 1_000
/** A node that is being made has no log yet: it is asked for again. */
const retryMs = 2_000

const nothing: ClusterLog = { lines: [], forgotten: 0, state: "open" }

/** What a node says: its last lines, and what comes. Goes on by itself when it breaks off. */
export function useClusterLog(profile: string, node: string | undefined): ClusterLog {
  const bridge = useBridge()
  const [log, setLog] = useState(nothing)
  useEffect(() => {
    const stop = new AbortController()
    setLog(nothing)
    async function follow(): Promise<void> {
      while (!stop.signal.aborted) {
        const text = new LogText()
        const show = (part: Pick<ClusterLog, "state" | "reason">) => {
          if (!stop.signal.aborted) setLog({ ...text.read(), ...part })
        }
        let cancel = () => {}
        try {
          const input = { profile, lines: firstLines, follow: true, ...(node !== undefined && { node }) }
          for await (const part of bridge.stream("clusters.logs", input, stop.signal)) {
            text.add(part)
            cancel()
            cancel = nextFrame(() => show({ state: "open" }))
          }
          show({ state: "ended" })
        } catch (error) {
          show({ state: "failed", reason: error instanceof BridgeError ? error.message : String(error) })
        } finally {
          cancel()
        }
        await browserClock.sleep(retryMs, { signal: stop.signal })
      }
    }
    follow().catch(() => {}) // it ends with the screen, and tells of everything else
    return () => stop.abort(new Error("The screen is gone"))
  }, [bridge, profile, node])
  return log
}

/** Lines out of text that comes in pieces; the oldest are forgotten. */
export class LogText {
  #lines: string[] = []
  #rest = ""
  #forgotten = 0

  add(text: string): void {
    const lines = (this.#rest + text).split("\n")
    this.#rest = lines.pop() ?? ""
    this.#lines.push(...lines)
    const tooMany = this.#lines.length - linesMax
    if (tooMany <= 0) return
    this.#lines = this.#lines.slice(tooMany)
    this.#forgotten += tooMany
  }

  read(): Pick<ClusterLog, "lines" | "forgotten"> {
    const lines = this.#rest === "" ? [...this.#lines] : [...this.#lines, this.#rest]
    return { lines, forgotten: this.#forgotten }
  }
}
