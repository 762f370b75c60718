import { expect, it } from "vitest"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { events, eventsEventsK8sIoV1, pods } from "../../apis/resources.gen.ts"
import { silentLog } from "../../base/log.ts"
import { FakeClock } from "../../base/testing/fake-clock.ts"
import { SeededRandom } from "../../base/testing/seeded-random.ts"
import { FakeCluster } from "../testing/fake-cluster.ts"
import { CoreEventRecorder } from "./event-recorder.ts"
import { referenceTo } from "./reference.ts"
import { SeriesEventRecorder } from "./series-recorder.ts"

const metadata = { namespace: "default", name: "web", uid: "u1", resourceVersion: "5" }
const pod: Pod = { metadata, spec: { containers: [] }, status: {} }

function setUp() {
  const clock = new FakeClock()
  const client = new FakeCluster({ clock, random: new SeededRandom(1) })
  return { clock, client, options: { client, clock, log: silentLog } }
}

it("writes an event as client-go does and counts it when it comes again", async () => {
  const { clock, client, options } = setUp()
  const recorder = new CoreEventRecorder({ ...options, component: "kubelet", host: "n1" })
  const words = { type: "Normal", reason: "Started", message: "Container started" } as const
  recorder.record(referenceTo(pods, pod), words)
  await clock.advance(5_000)
  recorder.record(referenceTo(pods, pod), words)
  await recorder.flush()
  const [event, ...others] = client.all(events)
  expect(others).toEqual([])
  expect(event).toMatchObject({
    metadata: { namespace: "default", name: `web.${(BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n).toString(16)}` },
    involvedObject: {
      kind: "Pod",
      apiVersion: "v1",
      namespace: "default",
      name: "web",
      uid: "u1",
      resourceVersion: "5",
    },
    ...words,
    source: { component: "kubelet", host: "n1" },
    firstTimestamp: "2026-01-01T00:00:00Z",
    lastTimestamp: "2026-01-01T00:00:05Z",
    count: 2,
    reportingComponent: "kubelet",
    reportingInstance: "n1",
  })
})

it("combines many similar events and drops what is far too many", async () => {
  const { client, options } = setUp()
  const recorder = new CoreEventRecorder({ ...options, component: "deployment-controller" })
  for (let i = 1; i <= 40; i++) {
    recorder.record(referenceTo(pods, pod), { type: "Normal", reason: "Scaled", message: `Scaled to ${i}` })
  }
  await recorder.flush()
  const written = client.all(events)
  expect(written).toHaveLength(10)
  expect(written.at(-1)).toMatchObject({ message: "(combined from similar events): Scaled to 25", count: 16 })
})

it("writes events.k8s.io events, the second of a kind as a series", async () => {
  const { client, options } = setUp()
  const recorder = new SeriesEventRecorder({ ...options, controller: "default-scheduler", instance: "s-1" })
  const words = { type: "Warning", reason: "FailedScheduling", action: "Scheduling", note: "no nodes" } as const
  for (let i = 0; i < 3; i++) recorder.record(referenceTo(pods, pod), words)
  await recorder.flush()
  expect(client.all(eventsEventsK8sIoV1)).toMatchObject([
    {
      ...words,
      eventTime: "2026-01-01T00:00:00.000000Z",
      reportingController: "default-scheduler",
      series: { count: 2 },
    },
  ])
})
