import type { Component } from "../base/component.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import type { Discover } from "../client/discovery/discovery.ts"
import { CoreEventRecorder } from "../client/events/event-recorder.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { type ElectedOptions, newElectedComponent } from "../client/leaderelection/elected-component.ts"
import type { ControllerDefinition, ControllerSettings } from "./controller-definition.ts"

export interface ControllerManagerOptions extends ElectedOptions {
  readonly controllers: readonly ControllerDefinition[]
  /** Reads for all controllers, and holds the lease. */
  readonly client: Client
  /** Writes for one: in the name of a service account in kube-system. */
  readonly clientFor: (account: string) => Client
  readonly discover: Discover
  readonly random: Random
  readonly settings: ControllerSettings
}

/** All controllers over one set of informers, at work while this process is the leader. */
export function newControllerManager(options: ControllerManagerOptions): Component {
  const names = { name: "kube-controller-manager", eventSource: "kube-controller-manager" }
  return newElectedComponent(names, options, (leading) => runControllers(options, leading))
}

async function runControllers(options: ControllerManagerOptions, signal: AbortSignal): Promise<void> {
  const { controllers, client, clientFor, clock, random, log, discover, settings } = options
  const informers = new SharedInformers({ client, clock, random, log })
  const running = controllers.map(({ account, newController }) => {
    const own = clientFor(account)
    return newController({
      client: own,
      informers,
      discover,
      clock,
      random,
      log,
      recorderFor: (component) => new CoreEventRecorder({ client: own, clock, log, component }),
      settings,
    })
  })
  try {
    await informers.start(signal)
  } catch (error) {
    if (signal.aborted) return
    throw error
  }
  log.info("Controllers started", { count: running.length })
  await Promise.all(running.map((controller) => controller.run(signal)))
}
