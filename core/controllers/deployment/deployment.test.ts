import { expect, it } from "vitest"
import type { Deployment, DeploymentSpec } from "../../apis/apps/v1.gen.ts"
import { isPodActive } from "../../apis/core/pod/state.ts"
import { deployments, pods, replicasets } from "../../apis/resources.gen.ts"
import { findCondition } from "../../machinery/meta/conditions.ts"
import { replicaset } from "../replicaset/replicaset.ts"
import { ControllerHarness } from "../testing/harness.ts"
import { deployment } from "./deployment.ts"

const at = { namespace: "default", name: "web" }

function template(image: string) {
  return { metadata: { labels: { a: "web" } }, spec: { containers: [{ name: "c", image }] } }
}

async function started(spec: Partial<DeploymentSpec> = {}) {
  const harness = new ControllerHarness()
  const { cluster, clock } = harness
  const web: Deployment = {
    metadata: at,
    spec: {
      replicas: 3,
      selector: { matchLabels: { a: "web" } },
      template: template("one"),
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      ...spec,
    },
    status: {},
  }
  await cluster.create(deployments, web)
  await harness.start([deployment, replicaset])
  const get = () => cluster.get(deployments, at)
  return {
    harness,
    cluster,
    clock,
    get,
    change: async (change: Partial<DeploymentSpec>) => {
      const current = await get()
      await cluster.update(deployments, { ...current, spec: { ...current.spec, ...change } })
      await harness.settle()
    },
    /** Whatever runs `image` becomes ready, until nothing new comes. */
    ready: async (image: string) => {
      for (let round = 0; round < 20; round++) {
        const waiting = cluster
          .all(pods)
          .filter((pod) => pod.spec.containers[0]?.image === image && pod.status.phase !== "Running")
        if (waiting.length === 0) return
        await harness.report(waiting, "Running")
      }
    },
    sizes: () =>
      Object.fromEntries(
        cluster.all(replicasets).map((rs) => [rs.spec.template?.spec?.containers[0]?.image, rs.spec.replicas]),
      ),
    progress: async () => findCondition((await get()).status.conditions, "Progressing"),
    images: () =>
      cluster
        .all(pods)
        .filter(isPodActive)
        .map((pod) => pod.spec.containers[0]?.image),
  }
}

it("makes a replica set for its template and tells how far it is", async () => {
  const { harness, cluster, get, ready, progress } = await started()
  const [replicaSet] = cluster.all(replicasets)
  expect(replicaSet?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]+$/)
  expect(replicaSet?.metadata.annotations).toEqual({
    "deployment.kubernetes.io/desired-replicas": "3",
    "deployment.kubernetes.io/max-replicas": "4",
    "deployment.kubernetes.io/revision": "1",
  })
  expect(await progress()).toMatchObject({
    status: "True",
    reason: "ReplicaSetUpdated",
    message: `ReplicaSet "${replicaSet?.metadata.name}" is progressing.`,
  })
  await ready("one")
  const { metadata, status } = await get()
  expect(metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "1" })
  const { conditions, ...numbers } = status
  expect(numbers).toEqual({
    observedGeneration: 1,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    terminatingReplicas: 0,
  })
  expect(conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    "Available MinimumReplicasAvailable",
    "Progressing NewReplicaSetAvailable",
  ])
  expect(harness.events[0]).toBe(
    `Normal ScalingReplicaSet Scaled up replica set ${replicaSet?.metadata.name} from 0 to 3`,
  )
  await harness.stop()
})

it("rolls a new template out without a pod too few or more than one too many", async () => {
  const { harness, change, ready, sizes, images, cluster } = await started()
  await ready("one")
  await change({ template: template("two") })
  expect(sizes()).toEqual({ one: 3, two: 1 })
  const [pod] = cluster.all(pods).filter((each) => each.spec.containers[0]?.image === "two")
  await harness.report(pod === undefined ? [] : [pod], "Running")
  expect(sizes()).toEqual({ one: 2, two: 2 })
  await ready("two")
  expect(sizes()).toEqual({ one: 0, two: 3 })
  expect(images()).toEqual(["two", "two", "two"])
  await harness.stop()
})

it("keeps the old pods when the new image is broken, says so after the deadline, and goes back", async () => {
  const { harness, clock, change, ready, sizes, progress, cluster } = await started({ progressDeadlineSeconds: 6 })
  await ready("one")
  await change({ template: template("broken") })
  expect(sizes()).toEqual({ one: 3, broken: 1 })
  await clock.advance(10_000)
  expect(await progress()).toMatchObject({ status: "False", reason: "ProgressDeadlineExceeded" })
  await change({ template: template("one") })
  expect(sizes()).toEqual({ one: 3, broken: 0 })
  const old = cluster.all(replicasets).find((each) => each.spec.template?.spec?.containers[0]?.image === "one")
  expect(old?.metadata.annotations).toMatchObject({
    "deployment.kubernetes.io/revision": "3",
    "deployment.kubernetes.io/revision-history": "1",
  })
  expect(await progress()).toMatchObject({ status: "True", reason: "NewReplicaSetAvailable" })
  await harness.stop()
})

it("waits for every old pod to be gone when it recreates", async () => {
  const { harness, cluster, change, ready, images } = await started({ strategy: { type: "Recreate" }, replicas: 2 })
  for (const pod of cluster.all(pods)) {
    const target = { kind: "Node", name: "n1" }
    const at = { namespace: "default", name: pod.metadata.name ?? "", subresource: "binding" }
    await cluster.act(pods, at, { metadata: {}, target } as object as Deployment)
  }
  await ready("one")
  await change({ template: template("two") })
  expect(images()).toEqual([])
  for (const pod of cluster.all(pods)) {
    await cluster.delete(pods, { namespace: "default", name: pod.metadata.name ?? "" }, { gracePeriodSeconds: 0 })
  }
  await harness.settle()
  expect(images()).toEqual(["two", "two"])
  await harness.stop()
})

it("scales while paused but does not roll out, and goes on when resumed", async () => {
  const { harness, change, ready, sizes, progress } = await started()
  await ready("one")
  await change({ paused: true, template: template("two"), replicas: 5 })
  expect(sizes()).toEqual({ one: 5 })
  expect(await progress()).toMatchObject({ status: "Unknown", reason: "DeploymentPaused" })
  await change({ paused: false })
  await ready("one")
  await ready("two")
  expect(sizes()).toEqual({ one: 0, two: 5 })
  await harness.stop()
})

it("keeps no more old revisions than it may", async () => {
  const { harness, change, ready, sizes } = await started({ revisionHistoryLimit: 1 })
  for (const image of ["one", "two", "three", "four"]) {
    await change({ template: template(image) })
    await ready(image)
  }
  expect(sizes()).toEqual({ three: 0, four: 3 })
  await harness.stop()
})

it("grows old and new in proportion in the middle of a rollout", async () => {
  const { harness, change, ready, sizes } = await started({
    replicas: 10,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } },
  })
  await ready("one")
  await change({ template: template("broken") })
  expect(sizes()).toEqual({ one: 8, broken: 5 })
  await change({ replicas: 15 })
  expect(sizes()).toEqual({ one: 11, broken: 7 })
  await harness.stop()
})
