import type { Lease } from "../../apis/coordination/v1.gen.ts"
import { leases } from "../../apis/resources.gen.ts"
import type { Clock } from "../../base/clock.ts"
import type { Log } from "../../base/log.ts"
import type { Client } from "../client.ts"
import { CoreEventRecorder } from "../events/event-recorder.ts"
import { referenceTo } from "../events/reference.ts"

/** Tells of an election in an event on the lease: `host_uuid became leader`. */
export function becameLeader(options: {
  client: Client
  clock: Clock
  log: Log
  component: string
  identity: string
}): (lease: Lease) => void {
  return (lease) => {
    const message = `${options.identity} became leader`
    const recorder = new CoreEventRecorder(options)
    recorder.record(referenceTo(leases, lease), { type: "Normal", reason: "LeaderElection", message })
  }
}
