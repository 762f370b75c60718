import type { Clock } from "../base/clock.ts"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { becameLeader } from "../client/leaderelection/became-leader.ts"
import { leadElected } from "../client/leaderelection/leader-election.ts"
import { Scheduler } from "./scheduler.ts"
import { schedulerName } from "./watch-cluster.ts"

const name = "kube-scheduler"

export interface SchedulerOptions {
  readonly client: Client
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly host: string
  /** `<host>_<uuid>` to stand for election; undefined: there is no other. */
  readonly identity: string | undefined
  readonly needs?: readonly string[]
}

/** The scheduler, at work while this process is the leader. */
export function newSchedulerComponent(options: SchedulerOptions): Component {
  const { client, clock, log, identity } = options
  return {
    name,
    needs: options.needs ?? [],
    async run({ signal, ready }) {
      ready()
      const lead = (leading: AbortSignal) => runScheduler(options, leading)
      if (identity === undefined) return lead(signal)
      const election = { client, clock, log, namespace: "kube-system", name, identity }
      await leadElected(
        { ...election, onElected: becameLeader({ ...election, component: schedulerName }) },
        lead,
        signal,
      )
    },
  }
}

async function runScheduler(options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const informers = new SharedInformers(options)
  const scheduler = new Scheduler({ ...options, informers, instance: `${schedulerName}-${options.host}` })
  try {
    await informers.start(signal)
  } catch (error) {
    if (signal.aborted) return
    throw error
  }
  options.log.info("Scheduler started")
  await scheduler.run(signal)
}
