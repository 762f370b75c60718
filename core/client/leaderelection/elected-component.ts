import type { Clock } from "../../base/clock.ts"
import type { Component } from "../../base/component.ts"
import type { Log } from "../../base/log.ts"
import type { Client } from "../client.ts"
import { becameLeader } from "./became-leader.ts"
import { leadElected } from "./leader-election.ts"

/** What a part that is elected is handed, whatever it does. */
export interface ElectedOptions {
  readonly client: Client
  readonly clock: Clock
  readonly log: Log
  /** `<host>_<uuid>` to stand for election; undefined: there is no other. */
  readonly identity: string | undefined
  readonly needs?: readonly string[]
}

/** A part of the control plane that works while this process is the leader. Its name is its lease's, in kube-system. */
export function newElectedComponent(
  { name, eventSource }: { readonly name: string; readonly eventSource: string },
  options: ElectedOptions,
  lead: (signal: AbortSignal) => Promise<void>,
): Component {
  const { client, clock, log, identity } = options
  return {
    name,
    needs: options.needs ?? [],
    async run({ signal, ready }) {
      // Standing by is as good as leading: a second one is not unwell.
      ready()
      if (identity === undefined) return lead(signal)
      const election = { client, clock, log, namespace: "kube-system", name, identity }
      const onElected = becameLeader({ ...election, component: eventSource })
      await leadElected({ ...election, onElected }, lead, signal)
    },
  }
}
