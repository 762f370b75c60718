import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { configmaps, leases, nodes, pods } from "../apis/resources.gen.ts"
import { startTestKubelet } from "./testing/test-kubelet.ts"

const busybox = { image: "docker.io/library/busybox:1" }
const sleeps = { ...busybox, name: "c", command: ["sleep", "3600"] }
const script = (name: string, text: string) => ({ ...busybox, name, command: ["sh", "-c", text] })

describe("a kubelet", () => {
  it("registers its node, with the range it was given, and keeps its lease", async () => {
    await using test = await startTestKubelet({ cpus: 2, memoryBytes: 2 * 1024 ** 3 })
    await test.until(() => expect(ready(test.cluster.all(nodes)[0])).toBe("True"))
    const [node] = test.cluster.all(nodes)
    expect(node).toMatchObject({
      metadata: { name: "n1", labels: { "kubernetes.io/hostname": "n1" } },
      spec: { podCIDR: "10.244.0.0/24" },
      status: { capacity: { cpu: "2", memory: "2Gi", pods: "110" }, nodeInfo: { kubeletVersion: "v1.36.3" } },
    })
    const renewed = () => test.cluster.all(leases)[0]?.spec.renewTime
    const first = renewed()
    await test.until(() => expect(renewed()).not.toBe(first))
  })

  it("contradicts at once who says that it is silent, of its node and of its pods", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps] })
    await test.until(() => expect(conditions(test.shown("web")?.status)["Ready"]).toBe("True"))
    const silent = { status: { conditions: [{ type: "Ready", status: "Unknown", reason: "NodeStatusUnknown" }] } }
    await test.cluster.patch(nodes, { name: "n1" }, { type: "strategic", body: silent }, { subresource: "status" })
    const unready = { status: { conditions: [{ type: "Ready", status: "False" }] } }
    const at = { name: "web", namespace: "default" }
    await test.cluster.patch(pods, at, { type: "strategic", body: unready }, { subresource: "status" })
    expect(ready(test.cluster.all(nodes)[0])).toBe("Unknown")
    const saidMs = test.clock.now()
    await test.until(() => expect(ready(test.cluster.all(nodes)[0])).toBe("True"), { stepMs: 10 })
    await test.until(() => expect(conditions(test.shown("web")?.status)["Ready"]).toBe("True"), { stepMs: 10 })
    expect(test.clock.now() - saidMs).toBeLessThan(5_000)
  })

  it("runs a pod and says so", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps] })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    expect(test.shown("web")?.status).toMatchObject({
      hostIP: "192.168.99.100",
      podIP: "10.244.0.2",
      containerStatuses: [{ name: "c", ready: true, started: true, restartCount: 0, lastState: {} }],
    })
    expect(conditions(test.shown("web")?.status)).toEqual({
      PodReadyToStartContainers: "True",
      Initialized: "True",
      Ready: "True",
      ContainersReady: "True",
      PodScheduled: "True",
    })
    expect(test.events.filter(({ about }) => about === "web spec.containers{c}")).toEqual([
      {
        about: "web spec.containers{c}",
        reason: "Pulled",
        message: `Container image "${busybox.image}" already present on machine and can be accessed by the pod`,
      },
      { about: "web spec.containers{c}", reason: "Created", message: "Container created" },
      { about: "web spec.containers{c}", reason: "Started", message: "Container started" },
    ])
  })

  it("restarts what ends, at once first, then later and later", async () => {
    await using test = await startTestKubelet()
    await test.createPod("crash", { containers: [script("c", "exit 3")] })
    const waiting = () => test.shown("crash")?.status.containerStatuses?.[0]?.state?.waiting
    await test.until(() => expect(waiting()?.reason).toBe("CrashLoopBackOff"), { stepMs: 100 })
    expect(waiting()?.message).toMatch(/^back-off 10s restarting failed container=c pod=crash_default\(/)
    expect(test.shown("crash")?.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 3, reason: "Error" } },
    })
    await test.until(() => expect(waiting()?.message).toMatch(/^back-off 20s/))
    await test.until(() => expect(waiting()?.message).toMatch(/^back-off 40s/))
  })

  it("runs init containers one after the other, then the rest", async () => {
    await using test = await startTestKubelet()
    const initContainers = [script("a", "sleep 1; exit 0"), script("b", "sleep 1; exit 0")]
    await test.createPod("init", { initContainers, containers: [sleeps] })
    await test.until(() => expect(test.shown("init")?.status.phase).toBe("Running"))
    expect(test.runtime.calls.filter((call) => call.startsWith("startContainer"))).toEqual([
      "startContainer a",
      "startContainer b",
      "startContainer c",
    ])
  })

  it("keeps sidecars while the rest runs, and ends them after it", async () => {
    await using test = await startTestKubelet()
    const side = { ...sleeps, name: "side", restartPolicy: "Always" }
    const spec = {
      restartPolicy: "Never",
      initContainers: [side],
      containers: [script("c", "sleep 2; exit 0")],
    } as const
    await test.createPod("job", spec)
    await test.until(() => expect(test.shown("job")?.status.phase).toBe("Succeeded"))
    const calls = test.runtime.calls.filter((call) => /^(start|stop)Container/.test(call))
    expect(calls).toEqual(["startContainer side", "startContainer c", "stopContainer side 30"])
  })

  it("ends a deleted pod and takes everything of it away", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps], terminationGracePeriodSeconds: 5 })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    const uid = test.shown("web")?.metadata.uid
    await test.cluster.delete(pods, { namespace: "default", name: "web" })
    await test.until(() => expect(test.shown("web")).toBeUndefined())
    expect(test.runtime.calls).toContain("stopContainer c 5")
    await test.until(() => expect(test.runtime.sandboxes.size).toBe(0))
    expect([...test.groups.keys()].filter((path) => path.includes(`pod${uid}`))).toEqual([])
    expect(test.events.at(-1)).toMatchObject({ reason: "Killing", message: "Stopping container c" })
  })

  it("hurries when the time is shortened", async () => {
    await using test = await startTestKubelet()
    const containers = [script("c", "trap '' TERM; sleep 3600")]
    await test.createPod("web", { containers, terminationGracePeriodSeconds: 3600 })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    await test.cluster.delete(pods, { namespace: "default", name: "web" })
    await test.until(() => expect(test.runtime.calls).toContain("stopContainer c 3600"))
    await test.cluster.delete(pods, { namespace: "default", name: "web" }, { gracePeriodSeconds: 1 })
    await test.until(() => expect(test.shown("web")).toBeUndefined())
    expect(test.runtime.calls).toContain("stopContainer c 1")
  })

  it("does not wait for a container that a failed hook ends, when the pod is deleted", async () => {
    await using test = await startTestKubelet()
    test.runtime.onExec = () => ({ exitCode: 7, stdout: new Uint8Array(), stderr: new Uint8Array() })
    const lifecycle = { postStart: { exec: { command: ["no"] } } }
    const containers = [{ ...script("c", "trap '' TERM; sleep 3600"), lifecycle }]
    await test.createPod("web", { containers, terminationGracePeriodSeconds: 3600 })
    await test.until(() => expect(test.runtime.calls).toContain("stopContainer c 3600"))
    await test.cluster.delete(pods, { namespace: "default", name: "web" }, { gracePeriodSeconds: 5 })
    await test.until(() => expect(test.shown("web")).toBeUndefined())
    expect(test.runtime.calls).toContain("stopContainer c 5")
  })

  it("does not touch what runs when it is started again", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps] })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    const calls = test.runtime.calls.length
    await test.restart()
    await test.until(() => expect(test.kubelet.pods.find("default", "web")?.status.phase).toBe("Running"))
    expect(test.runtime.calls.slice(calls)).toEqual([])
  })

  it("keeps what was ready ready when it is started again", async () => {
    await using test = await startTestKubelet()
    const readinessProbe = { tcpSocket: { port: 80 }, periodSeconds: 10 }
    await test.createPod("web", { containers: [{ ...sleeps, readinessProbe }] })
    await test.until(() => expect(conditions(test.shown("web")?.status)).toMatchObject({ Ready: "True" }))
    const since = test.shown("web")?.status.conditions
    test.answers.tcp = () => "dial tcp 10.244.0.2:80: connect: connection refused"
    await test.restart()
    await test.until(() => expect(test.kubelet.pods.find("default", "web")).toBeDefined())
    expect(test.shown("web")?.status.conditions).toEqual(since)
    await test.until(() => expect(conditions(test.shown("web")?.status)).toMatchObject({ Ready: "False" }))
  })

  it("ends what was deleted while it was away", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps] })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    await test.cluster.delete(pods, { namespace: "default", name: "web" }, { gracePeriodSeconds: 0 })
    await test.restart()
    await test.until(() => expect(test.runtime.sandboxes.size).toBe(0))
  })

  it("makes a new sandbox when the old one has gone with the node", async () => {
    await using test = await startTestKubelet()
    await test.createPod("web", { containers: [sleeps] })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    for (const id of test.runtime.sandboxes.keys()) await test.runtime.stopPodSandbox(id)
    await test.until(() => expect(test.shown("web")?.status.containerStatuses?.[0]?.restartCount).toBe(1))
    expect(test.runtime.calls).toContain("runPodSandbox web 1")
    await test.until(() => expect(test.shown("web")?.status.containerStatuses?.[0]?.ready).toBe(true))
  })

  it("says why an image cannot be had", async () => {
    await using test = await startTestKubelet()
    await test.createPod("none", { containers: [{ name: "c", image: "localhost:1/none:1" }] })
    const reason = () => test.shown("none")?.status.containerStatuses?.[0]?.state?.waiting?.reason
    await test.until(() => expect(reason()).toBe("ErrImagePull"), { stepMs: 100 })
    await test.until(() => expect(reason()).toBe("ImagePullBackOff"), { stepMs: 100 })
    const words = test.events.filter(({ about }) => about.startsWith("none")).map(({ message }) => message)
    expect(words).toContain('Back-off pulling image "localhost:1/none:1"')
    test.runtime.onPull = (image) => test.runtime.addImage(image)
    await test.until(() => expect(test.shown("none")?.status.phase).toBe("Running"))
  })

  it("waits for a config map and starts when it is there", async () => {
    await using test = await startTestKubelet()
    const volumes = [{ name: "v", configMap: { name: "cm" } }]
    const volumeMounts = [{ name: "v", mountPath: "/v" }]
    await test.createPod("web", { containers: [{ ...sleeps, volumeMounts }], volumes })
    await test.until(() => expect(test.events.some(({ reason }) => reason === "FailedMount")).toBe(true))
    expect(test.events.find(({ reason }) => reason === "FailedMount")?.message).toBe(
      'MountVolume.SetUp failed for volume "v" : configmap "cm" not found',
    )
    await test.cluster.create(configmaps, { metadata: { namespace: "default", name: "cm" }, data: { key: "one" } })
    await test.until(() => expect(test.shown("web")?.status.phase).toBe("Running"))
    const file = `${test.folder}/pods/${test.shown("web")?.metadata.uid}/volumes/kubernetes.io~configmap/v/key`
    expect(await readFile(file, "utf8")).toBe("one")
    await test.cluster.patch(
      configmaps,
      { namespace: "default", name: "cm" },
      { type: "merge", body: { data: { key: "two" } } },
    )
    let text = ""
    await test.until(() => {
      readFile(file, "utf8").then((read) => {
        text = read
      })
      expect(text).toBe("two")
    })
  })

  it("lets probes decide who is ready and who must go", async () => {
    await using test = await startTestKubelet()
    test.answers.http = () => ({ problem: "dial tcp 10.244.0.2:80: connect: connection refused" })
    const readinessProbe = { httpGet: { port: 80, path: "/x" }, periodSeconds: 1 }
    await test.createPod("web", { containers: [{ ...sleeps, readinessProbe }] })
    await test.until(() => expect(test.events.some(({ reason }) => reason === "Unhealthy")).toBe(true))
    expect(test.events.find(({ reason }) => reason === "Unhealthy")?.message).toBe(
      'Readiness probe failed: Get "http://10.244.0.2:80/x": dial tcp 10.244.0.2:80: connect: connection refused',
    )
    expect(conditions(test.shown("web")?.status)).toMatchObject({ Ready: "False" })
    test.answers.http = () => ({ status: 200, body: "" })
    await test.until(() => expect(conditions(test.shown("web")?.status)).toMatchObject({ Ready: "True" }))

    test.answers.tcp = () => "dial tcp 10.244.0.3:81: connect: connection refused"
    const livenessProbe = { tcpSocket: { port: 81 }, periodSeconds: 1, failureThreshold: 2 }
    await test.createPod("live", { containers: [{ ...sleeps, livenessProbe }] })
    await test.until(() => expect(test.shown("live")?.status.containerStatuses?.[0]?.restartCount).toBe(1))
    expect(test.events.filter(({ about }) => about === "live spec.containers{c}").slice(3, 6)).toMatchObject([
      { reason: "Unhealthy" },
      { reason: "Unhealthy" },
      { reason: "Killing", message: "Container c failed liveness probe, will be restarted" },
    ])
  })

  it("asks more often at first, and says nothing of it", async () => {
    await using test = await startTestKubelet()
    let tries = 0
    test.answers.tcp = () => (++tries < 5 ? "dial tcp 10.244.0.2:80: connect: connection refused" : undefined)
    const readinessProbe = { tcpSocket: { port: 80 }, periodSeconds: 60 }
    const startedMs = test.clock.now()
    await test.createPod("web", { containers: [{ ...sleeps, readinessProbe }] })
    await test.until(() => expect(conditions(test.shown("web")?.status)).toMatchObject({ Ready: "True" }), {
      stepMs: 50,
    })
    expect(test.clock.now() - startedMs).toBeLessThan(60_000)
    expect(test.events.filter(({ reason }) => reason === "Unhealthy")).toEqual([])
  })

  it("ends a pod that is past its deadline", async () => {
    await using test = await startTestKubelet()
    await test.createPod("late", { activeDeadlineSeconds: 3, containers: [sleeps] })
    await test.until(() => expect(test.shown("late")?.status.phase).toBe("Failed"))
    expect(test.shown("late")?.status).toMatchObject({
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline",
    })
  })

  it("refuses what it has no room for", async () => {
    await using test = await startTestKubelet({ cpus: 2 })
    const resources = { requests: { cpu: "64" } }
    await test.createPod("big", { containers: [{ ...sleeps, resources }] })
    await test.until(() => expect(test.shown("big")?.status.phase).toBe("Failed"))
    expect(test.shown("big")?.status.message).toBe(
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 64000, used: 0, capacity: 2000",
    )
  })

  it("runs what lies in the manifests folder, and shows it in the API", async () => {
    await using test = await startTestKubelet()
    const manifest = (image: string) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: first, namespace: kube-system}, spec: {containers: [{name: c, image: "${image}"}]}}`
    await mkdir(`${test.folder}/manifests`, { recursive: true })
    await writeFile(`${test.folder}/manifests/first.yaml`, manifest(busybox.image))
    await test.until(() => expect(test.shown("first-n1", "kube-system")?.status.phase).toBe("Running"))
    const mirror = test.shown("first-n1", "kube-system")
    expect(mirror?.metadata.annotations?.["kubernetes.io/config.source"]).toBe("file")
    expect(mirror?.metadata.ownerReferences).toMatchObject([{ kind: "Node", name: "n1", controller: true }])

    await test.cluster.delete(pods, { namespace: "kube-system", name: "first-n1" }, { gracePeriodSeconds: 0 })
    await test.until(() => expect(test.shown("first-n1", "kube-system")?.status.phase).toBe("Running"))
    expect(test.runtime.sandboxes.size).toBe(1)

    test.runtime.addImage("docker.io/library/other:1")
    await writeFile(`${test.folder}/manifests/first.yaml`, manifest("docker.io/library/other:1"))
    await test.until(() =>
      expect(test.shown("first-n1", "kube-system")?.status.containerStatuses?.[0]?.image).toBe(
        "docker.io/library/other:1",
      ),
    )
    await rm(`${test.folder}/manifests/first.yaml`)
    await test.until(() => expect(test.shown("first-n1", "kube-system")).toBeUndefined())
    await test.until(() => expect(test.runtime.sandboxes.size).toBe(0))
  })

  it("runs a manifest again that was taken away and put back, the same one too", async () => {
    await using test = await startTestKubelet()
    const file = `${test.folder}/manifests/first.yaml`
    const manifest = `{apiVersion: v1, kind: Pod, metadata: {name: first}, spec: {containers: [{name: c, image: "${busybox.image}"}]}}`
    await mkdir(`${test.folder}/manifests`, { recursive: true })
    await writeFile(file, manifest)
    await test.until(() => expect(test.shown("first-n1")?.status.phase).toBe("Running"))
    const before = test.shown("first-n1")?.metadata.uid
    await rm(file)
    await test.until(() => expect(test.runtime.sandboxes.size).toBe(0))
    await writeFile(file, manifest)
    await test.until(() => expect(test.shown("first-n1")?.metadata.uid).not.toBe(before))
    await test.until(() => expect(test.shown("first-n1")?.status.phase).toBe("Running"))
    expect(test.runtime.sandboxes.size).toBe(1)
  })
})

interface WithConditions {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[] | undefined
}

function conditions(status: WithConditions | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((status?.conditions ?? []).map(({ type, status }) => [type, status]))
}

function ready(node: { readonly status?: WithConditions | undefined } | undefined): string | undefined {
  return conditions(node?.status)["Ready"]
}
