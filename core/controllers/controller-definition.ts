import type { Clock } from "../base/clock.ts"
import type { Log } from "../base/log.ts"
import type { Random } from "../base/random.ts"
import type { Client } from "../client/client.ts"
import type { Discover } from "../client/discovery/discovery.ts"
import type { EventRecorder } from "../client/events/event-recorder.ts"
import type { SharedInformers } from "../client/informer/shared-informers.ts"

/** One entry of `controllers.ts`. */
export interface ControllerDefinition {
  /** As `--controllers` names it. */
  readonly name: string
  /** The service account in kube-system whose rights it writes with: each may do its own work and no more. */
  readonly account: string
  /** Asks for its informers and listens to them; they start when all controllers have asked. */
  newController(deps: ControllerDeps): RunningController
}

/** A controller that listens already. */
export interface RunningController {
  /** Called when the informers are synced. Works until the signal aborts and the last key in hand is done. */
  run(signal: AbortSignal): Promise<void>
}

/** What every controller is handed. */
export interface ControllerDeps {
  /** In the name of the controller's account. */
  readonly client: Client
  readonly informers: SharedInformers
  readonly discover: Discover
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Records events in the name of a component: "deployment-controller". */
  recorderFor(component: string): EventRecorder
  readonly settings: ControllerSettings
}

/** What the program's flags say. */
export interface ControllerSettings {
  /** Where pod addresses come from, "10.244.0.0/16": each node gets a /24 of it. Undefined: nodes get none. */
  readonly clusterCidr: string | undefined
  /** PEM of the authority that signs the API server's certificate; published in every namespace. */
  readonly rootCa: string | undefined
}
