import { runLightly } from "../../host/light-command.ts"
import type { ServicePort } from "../service-port.ts"
import type { RenderOptions } from "./render.ts"
import { renderServices } from "./render.ts"
import type { Ruleset } from "./ruleset.ts"
import { diffRulesets, emptyRuleset } from "./ruleset.ts"
import { baseTable, tableName } from "./table.ts"

/** Hands a script of nft commands to the kernel, all or nothing. */
export type RunNft = (script: string, signal: AbortSignal) => Promise<void>

export async function runNft(script: string, signal: AbortSignal): Promise<void> {
  await runLightly("nft", ["-f", "-"], { input: script, signal })
}

/**
 * Keeps the kernel's table equal to what the services ask. The first sync, and the first after a failure, writes the
 * whole table in one transaction; every other writes the difference.
 */
export class NftablesBackend {
  readonly #run: RunNft
  readonly #options: RenderOptions
  /** What the kernel has; undefined when that is not known. */
  #applied: Ruleset | undefined

  constructor(run: RunNft, options: RenderOptions) {
    this.#run = run
    this.#options = options
  }

  async sync(ports: Iterable<ServicePort>, signal: AbortSignal): Promise<void> {
    const wanted = renderServices(ports, this.#options)
    const script =
      this.#applied === undefined
        ? baseTable + diffRulesets(tableName, emptyRuleset, wanted)
        : diffRulesets(tableName, this.#applied, wanted)
    if (script === "") return
    this.#applied = undefined
    await this.#run(script, signal)
    this.#applied = wanted
  }

  /** Removes everything of ours. */
  async remove(signal: AbortSignal): Promise<void> {
    this.#applied = undefined
    await this.#run(`add table ${tableName}\ndelete table ${tableName}\n`, signal)
  }
}
