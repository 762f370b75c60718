import type { Deployment, ReplicaSet } from "../../apis/apps/v1.gen.ts"
import { isPodTerminal } from "../../apis/core/pod/state.ts"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { deployments, pods, replicasets } from "../../apis/resources.gen.ts"
import { Controller } from "../../client/controller/controller.ts"
import { OwnWrites } from "../../client/controller/own-writes.ts"
import type { EventRecorder } from "../../client/events/event-recorder.ts"
import { referenceTo } from "../../client/events/reference.ts"
import type { Change, Informer } from "../../client/informer/informer.ts"
import { keyOf } from "../../machinery/meta/object.ts"
import { controllerOf } from "../../machinery/meta/owners.ts"
import { isEverything, matchesLabels, selectorOf } from "../../machinery/selector/label-selector.ts"
import { claim } from "../claim/claim.ts"
import { candidatesFor, controlledBy, indexByController } from "../claim/controller-index.ts"
import { ownersToWake } from "../claim/enqueue-owners.ts"
import type { ControllerDefinition, ControllerDeps, RunningController } from "../controller-definition.ts"
import { Rollout } from "./rollout.ts"
import { advance } from "./strategy.ts"

/** Rolls each Deployment's template out through replica sets. */
export const deployment: ControllerDefinition = {
  name: "deployment-controller",
  account: "deployment-controller",
  newController: (deps) => new DeploymentController(deps),
}

class DeploymentController implements RunningController {
  readonly #deps: ControllerDeps
  readonly #recorder: EventRecorder
  readonly #deployments: Informer<Deployment>
  readonly #replicaSets: Informer<ReplicaSet>
  readonly #pods: Informer<Pod>
  readonly #own: OwnWrites<ReplicaSet>
  readonly #controller: Controller

  constructor(deps: ControllerDeps) {
    this.#deps = deps
    this.#recorder = deps.recorderFor("deployment-controller")
    this.#deployments = deps.informers.of(deployments)
    this.#replicaSets = deps.informers.of(replicasets)
    this.#pods = deps.informers.of(pods)
    indexByController(this.#replicaSets)
    indexByController(this.#pods)
    this.#own = new OwnWrites(this.#replicaSets, deps.clock)
    this.#controller = new Controller({
      name: deployment.name,
      clock: deps.clock,
      log: deps.log,
      reconcile: (key, signal) => this.#reconcile(key, signal),
    })
    this.#deployments.onChange(({ key }) => this.#controller.enqueue(key))
    this.#replicaSets.onChange((change) => {
      for (const key of ownersToWake(change, this.#deployments, deployments, selects)) this.#controller.enqueue(key)
    })
    this.#pods.onChange((change) => this.#wakeRecreate(change))
  }

  run(signal: AbortSignal): Promise<void> {
    return this.#controller.run(signal)
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<number | undefined> {
    await this.#own.settled(key, signal)
    const current = this.#deployments.get(key)
    if (current === undefined) {
      this.#own.forget(key)
      return undefined
    }
    const selector = selectorOf(current.spec.selector)
    if (isEverything(selector)) {
      const message = "This deployment is selecting all pods. A non-empty selector is required."
      const about = referenceTo(deployments, current)
      this.#recorder.record(about, { type: "Warning", reason: "SelectingAll", message })
      return undefined
    }
    const { client, clock } = this.#deps
    const onWrite = (answer: ReplicaSet) => this.#own.wrote(key, answer)
    const replicaSets = await claim({
      client,
      resource: replicasets,
      candidates: candidatesFor(this.#replicaSets, current),
      owner: current,
      ownerResource: deployments,
      selector,
      onWrite,
      signal,
    })
    const rollout = new Rollout(current, replicaSets, { client, clock, recorder: this.#recorder, onWrite, signal })
    return advance(rollout, (each) => this.#areOldPodsRunning(each), clock.now())
  }

  #areOldPodsRunning({ old }: Rollout): boolean {
    return old.some((each) => controlledBy(this.#pods, each).some((pod) => !isPodTerminal(pod)))
  }

  /** Recreate waits for pods to be gone, which no replica set's status tells. */
  #wakeRecreate({ old, current }: Change<Pod>): void {
    const owner = old === undefined ? undefined : controllerOf(old)
    if (old === undefined || owner === undefined) return
    if (current !== undefined && !isPodTerminal(current)) return
    const { namespace } = old.metadata
    const replicaSet = this.#replicaSets.get(keyOf({ metadata: { namespace, name: owner.name } }))
    const name = replicaSet === undefined ? undefined : controllerOf(replicaSet)?.name
    if (name === undefined) return
    const key = keyOf({ metadata: { namespace, name } })
    if (this.#deployments.get(key)?.spec.strategy?.type === "Recreate") this.#controller.enqueue(key)
  }
}

function selects(owner: Deployment, replicaSet: ReplicaSet): boolean {
  return matchesLabels(selectorOf(owner.spec.selector), replicaSet.metadata.labels)
}
