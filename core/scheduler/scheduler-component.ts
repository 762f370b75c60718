import type { Component } from "../base/component.ts"
import type { Random } from "../base/random.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { type ElectedOptions, newElectedComponent } from "../client/leaderelection/elected-component.ts"
import { Scheduler } from "./scheduler.ts"
import { schedulerName } from "./watch-cluster.ts"

export interface SchedulerOptions extends ElectedOptions {
  readonly random: Random
  readonly host: string
}

/** The scheduler, at work while this process is the leader. */
export function newSchedulerComponent(options: SchedulerOptions): Component {
  const names = { name: "kube-scheduler", eventSource: schedulerName }
  return newElectedComponent(names, options, (leading) => runScheduler(options, leading))
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
