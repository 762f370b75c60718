import type { Pod } from "../../apis/core/v1.gen.ts"
import { events, pods } from "../../apis/resources.gen.ts"
import { formatTime } from "../../base/clock.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { CoreEventRecorder } from "../../client/events/event-recorder.ts"
import { SharedInformers } from "../../client/informer/shared-informers.ts"
import { FakeCluster } from "../../client/testing/fake-cluster.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import { withCondition } from "../../machinery/meta/conditions.ts"
import type { ControllerDefinition, ControllerSettings } from "../controller-definition.ts"

/** Controllers at work on a cluster in memory, in time that the test turns. */
export class ControllerHarness {
  readonly clock = new FakeClock()
  readonly random = new SeededRandom(42)
  readonly cluster = new FakeCluster({ clock: this.clock, random: this.random })
  readonly #stop = new AbortController()
  readonly #running: Promise<void>[] = []

  /** Starts the controllers. `served` is what discovery finds. */
  async start(
    definitions: readonly ControllerDefinition[],
    { served = [], settings = {} }: { served?: readonly Resource[]; settings?: Partial<ControllerSettings> } = {},
  ): Promise<void> {
    const deps = { client: this.cluster, clock: this.clock, random: this.random, log: silentLog }
    const informers = new SharedInformers(deps)
    const controllers = definitions.map((definition) =>
      definition.newController({
        ...deps,
        informers,
        discover: async () => ({ resources: served, stale: [] }),
        recorderFor: (component) => new CoreEventRecorder({ ...deps, component }),
        settings: { clusterCidr: undefined, rootCa: undefined, ...settings },
      }),
    )
    await informers.start(this.#stop.signal)
    for (const controller of controllers) this.#running.push(controller.run(this.#stop.signal))
    await this.settle()
  }

  /** Lets everything happen that happens without a kubelet and without waiting. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await this.clock.advance(0)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#running)
  }

  /** What a kubelet would say of these pods. */
  async report(which: readonly Pod[], phase: "Running" | "Succeeded" | "Failed", ready = phase === "Running") {
    for (const { metadata } of which) {
      const at = { namespace: metadata.namespace, name: metadata.name ?? "" }
      const pod = await this.cluster.get(pods, at)
      const status = ready ? "True" : "False"
      const condition = { type: "Ready", status, lastTransitionTime: formatTime(this.clock.now()) }
      const conditions = withCondition(pod.status.conditions, condition)
      await this.cluster.update(
        pods,
        { ...pod, status: { ...pod.status, phase, conditions } },
        { subresource: "status" },
      )
    }
    await this.settle()
  }

  /** What was recorded: "Normal SuccessfulCreate Created pod: web-abcde". */
  get events(): readonly string[] {
    return this.cluster.all(events).map(({ type, reason, message }) => `${type} ${reason} ${message}`)
  }
}
