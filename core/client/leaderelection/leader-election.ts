import type { Lease } from "../../apis/coordination/v1.gen.ts"
import { leases } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import { formatMicroTime } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import { describeError } from "../../base/log.ts"
import { isNotFound } from "../../machinery/status/status-error.ts"
import type { Client } from "../client.ts"

/**
 * How long a lease holds, when a leader that cannot renew gives up, how often it renews and how soon a failed try is
 * repeated. Kubernetes has 15 s, 10 s and 2 s (renew and retry are one there); a write every 2 s from two idle programs is
 * most of what an idle control plane does, so ours renews every 10 s and holds for 30 s.
 */
const leaseMs = 30_000
const renewDeadlineMs = 25_000
const renewMs = 10_000
const retryMs = 2_000
const firstRetryMs = 50

export interface ElectionOptions {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  readonly namespace: string
  readonly name: string
  /**
   * `<host>_<uuid>`, as Kubernetes builds it. A lease held under the same host is taken over at once: a program binds its
   * health port before it stands for election, so on one host the earlier holder is dead.
   */
  readonly identity: string
  readonly onElected?: (lease: Lease) => void
}

/**
 * Waits until the lease is ours, then runs `lead` until it ends, the signal aborts or the lease is lost. The lease is given
 * back at the end, so that the next one need not wait. Rejects when leadership was lost: the process should end then.
 */
export async function leadElected(
  options: ElectionOptions,
  lead: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const election = new Election(options)
  await election.acquire(signal)
  const stop = new AbortController()
  const leading = AbortSignal.any([signal, stop.signal])
  const work = lead(leading)
  try {
    await Promise.race([work, election.keep(leading)])
  } finally {
    stop.abort()
    await work.finally(() => election.release())
  }
}

class Election {
  readonly #options: ElectionOptions
  #held: Lease | undefined
  /** The record another holder last wrote, and when we first saw it: clocks of two machines are never compared. */
  #observed: { readonly record: string; readonly atMs: number } | undefined

  constructor(options: ElectionOptions) {
    this.#options = options
  }

  /** Asks at the usual pace while somebody holds the lease, and soon again when there was no answer: a cluster may be starting. */
  async acquire(signal: AbortSignal): Promise<void> {
    const { clock, log, onElected, identity } = this.#options
    let failures = 0
    for (let outcome = await this.#try(signal); outcome !== "held"; outcome = await this.#try(signal)) {
      const waitMs = outcome === "failed" ? Math.min(retryMs, firstRetryMs * 2 ** Math.min(failures++, 30)) : retryMs
      await clock.sleep(waitMs, { signal })
    }
    log.info("Became leader", { lease: this.#options.name, identity })
    if (this.#held !== undefined) onElected?.(this.#held)
  }

  /** Renews until the signal aborts; rejects when the lease could not be renewed in time. */
  async keep(signal: AbortSignal): Promise<void> {
    const { clock, name } = this.#options
    let renewedMs = clock.monotonicMs()
    for (;;) {
      const late = clock.monotonicMs() - renewedMs >= renewMs
      try {
        await clock.sleep(late ? retryMs : renewMs, { signal })
      } catch {
        return
      }
      if ((await this.#try(signal)) === "held") renewedMs = clock.monotonicMs()
      else if (clock.monotonicMs() - renewedMs >= renewDeadlineMs) {
        throw new Error(`Cannot renew lease "${name}": leadership is lost`)
      }
    }
  }

  async release(): Promise<void> {
    const { client, clock, log } = this.#options
    if (this.#held === undefined) return
    const now = formatMicroTime(clock.now())
    const spec = { ...this.#held.spec, holderIdentity: "", leaseDurationSeconds: 1, renewTime: now, acquireTime: now }
    try {
      await client.update(leases, { ...this.#held, spec })
    } catch (error) {
      log.debug("Could not give the lease back", { error: describeError(error) })
    }
    this.#held = undefined
  }

  async #try(signal: AbortSignal): Promise<"held" | "taken" | "failed"> {
    const { client, log, namespace, name } = this.#options
    try {
      const current = await this.#read(namespace, name, signal)
      if (current === undefined) {
        this.#held = await client.create(leases, this.#record(undefined), { signal })
        return "held"
      }
      if (!this.#mayTake(current)) return "taken"
      this.#held = await client.update(leases, this.#record(current), { signal })
      return "held"
    } catch (error) {
      if (!signal.aborted) log.debug("Could not take or renew the lease", { error: describeError(error) })
      return "failed"
    }
  }

  /** While we hold it the answer to our last write is as good as a read; a conflict brings the next read. */
  async #read(namespace: string, name: string, signal: AbortSignal): Promise<Lease | undefined> {
    const held = this.#held
    this.#held = undefined
    if (held !== undefined) return held
    try {
      return await this.#options.client.get(leases, { namespace, name, signal })
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  #mayTake(lease: Lease): boolean {
    const { clock, identity } = this.#options
    const holder = lease.spec?.holderIdentity ?? ""
    if (holder === "" || holder === identity || isSameHost(holder, identity)) return true
    const record = `${holder}|${lease.spec?.renewTime}|${lease.metadata.resourceVersion}`
    if (this.#observed?.record !== record) this.#observed = { record, atMs: clock.monotonicMs() }
    const holdsMs = (lease.spec?.leaseDurationSeconds ?? 0) * 1000
    return clock.monotonicMs() - this.#observed.atMs >= holdsMs
  }

  #record(current: Lease | undefined): Lease {
    const { clock, namespace, name, identity } = this.#options
    const now = formatMicroTime(clock.now())
    const same = current?.spec?.holderIdentity === identity
    const transitions = current?.spec?.leaseTransitions ?? 0
    return {
      ...(current ?? {}),
      metadata: current?.metadata ?? { namespace, name },
      spec: {
        ...current?.spec,
        holderIdentity: identity,
        leaseDurationSeconds: leaseMs / 1000,
        acquireTime: same ? (current?.spec?.acquireTime ?? now) : now,
        renewTime: now,
        leaseTransitions: current === undefined || same ? transitions : transitions + 1,
      },
    }
  }
}

function isSameHost(a: string, b: string): boolean {
  const host = a.slice(0, Math.max(0, a.lastIndexOf("_")))
  return host !== "" && b.startsWith(`${host}_`) && b.lastIndexOf("_") === host.length
}
