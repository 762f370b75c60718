import type { Clock } from "../base/clock.ts"
import type { Component } from "../base/component.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import type { Discover } from "../client/discovery/discovery.ts"
import { CoreEventRecorder } from "../client/events/event-recorder.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { becameLeader } from "../client/leaderelection/became-leader.ts"
import { leadElected } from "../client/leaderelection/leader-election.ts"
import type { ControllerDefinition, ControllerSettings } from "./controller-definition.ts"

const name = "kube-controller-manager"

export interface ControllerManagerOptions {
  readonly controllers: readonly ControllerDefinition[]
  /** Reads for all controllers, and holds the lease. */
  readonly client: Client
  /** Writes for one: in the name of a service account in kube-system. */
  readonly clientFor: (account: string) => Client
  readonly discover: Discover
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly settings: ControllerSettings
  /** `<host>_<uuid>` to stand for election; undefined: there is no other. */
  readonly identity: string | undefined
  readonly needs?: readonly string[]
}

/** All controllers over one set of informers, at work while this process is the leader. */
export function newControllerManager(options: ControllerManagerOptions): Component {
  const { client, clock, log, identity } = options
  return {
    name,
    needs: options.needs ?? [],
    async run({ signal, ready }) {
      // Standing by is as good as leading: a second one is not unwell.
      ready()
      const lead = (leading: AbortSignal) => runControllers(options, leading)
      if (identity === undefined) return lead(signal)
      const election = { client, clock, log, namespace: "kube-system", name, identity }
      await leadElected({ ...election, onElected: becameLeader({ ...election, component: name }) }, lead, signal)
    },
  }
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
