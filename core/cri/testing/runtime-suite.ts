import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { ContainerConfig, Runtime, RuntimeEvent, SandboxConfig } from "../runtime.ts"
import { isRuntimeNotFound } from "../runtime-error.ts"

/** What every runtime promises the kubelet. Needs the image `docker.io/library/busybox:1`, or one like it. */
export function describeRuntime(name: string, setUp: () => Promise<Subject>): void {
  describe(`the runtime ${name}`, () => {
    let subject: Subject
    let runtime: Runtime

    beforeAll(async () => {
      subject = await setUp()
      runtime = subject.runtime
    })
    afterAll(() => subject.tearDown())

    it("says what it is, and that it is ready", async () => {
      expect((await runtime.version()).runtimeName).not.toBe("")
      const conditions = await runtime.status()
      expect(conditions.find(({ type }) => type === "RuntimeReady")?.status).toBe(true)
    })

    it("runs a pod and tells when a container ends, and how", async () => {
      const events = listen(runtime)
      const sandboxConfig = subject.sandbox("runs")
      const sandboxId = await runtime.runPodSandbox(sandboxConfig)
      const config = containerOf("c", ["sh", "-c", "exit 5"])
      const id = await runtime.createContainer(sandboxId, config, sandboxConfig)
      expect((await runtime.containerStatus(id)).state).toBe("CONTAINER_CREATED")
      await runtime.startContainer(id)
      await subject.pass(500)
      await events.until((event) => event.type === "ended" && event.id === id)
      const status = await runtime.containerStatus(id)
      expect(status).toMatchObject({ state: "CONTAINER_EXITED", exitCode: 5, reason: "Error", labels: { a: "b" } })
      // Not in an order: what ends at once may have ended before the runtime noted that it began.
      for (const time of [status.createdAtMs, status.startedAtMs, status.finishedAtMs]) expect(time).toBeGreaterThan(0)
      await runtime.removePodSandbox(sandboxId)
      events.stop()
    })

    it("lists by label, and runs commands in what runs", async () => {
      const sandboxConfig = subject.sandbox("lists")
      const sandboxId = await runtime.runPodSandbox(sandboxConfig)
      const events = listen(runtime)
      const id = await runtime.createContainer(sandboxId, containerOf("c", ["sleep", "3600"]), sandboxConfig)
      await runtime.startContainer(id)
      const found = await runtime.listPodSandboxes({ "io.kubernetes.pod.uid": sandboxConfig.metadata.uid })
      expect(found.map(({ id }) => id)).toEqual([sandboxId])
      expect(found[0]).toMatchObject({ state: "SANDBOX_READY", metadata: sandboxConfig.metadata })
      expect((await runtime.listContainers({ a: "b" })).map(({ id }) => id)).toContain(id)
      expect((await runtime.execSync(id, ["true"], 5)).exitCode).toBe(0)
      await runtime.stopContainer(id, 0)
      await events.until((event) => event.type === "ended" && event.id === id)
      events.stop()
      expect((await runtime.containerStatus(id)).state).toBe("CONTAINER_EXITED")
      await runtime.stopPodSandbox(sandboxId)
      expect((await runtime.podSandboxStatus(sandboxId)).state).toBe("SANDBOX_NOTREADY")
      await runtime.removePodSandbox(sandboxId)
      await runtime.removePodSandbox(sandboxId)
    })

    it("explains what cannot be started", async () => {
      const sandboxConfig = subject.sandbox("explains")
      const sandboxId = await runtime.runPodSandbox(sandboxConfig)
      const id = await runtime.createContainer(sandboxId, containerOf("c", ["/no/such/file"]), sandboxConfig)
      await expect(runtime.startContainer(id)).rejects.toThrow("no such file or directory")
      expect(await runtime.containerStatus(id)).toMatchObject({ exitCode: 128, reason: "StartError" })
      await runtime.removePodSandbox(sandboxId)
    })

    it("knows what it does not have", async () => {
      expect(await runtime.imageStatus("docker.io/library/none:1")).toBeUndefined()
      expect((await runtime.imageStatus("docker.io/library/busybox:1"))?.size).toBeGreaterThan(0)
      expect(isRuntimeNotFound(await runtime.containerStatus("none").catch((error: unknown) => error))).toBe(true)
    })
  })
}

export interface Subject {
  readonly runtime: Runtime
  sandbox(name: string): SandboxConfig
  /** Lets this much time go by for the runtime. */
  pass(ms: number): Promise<void>
  tearDown(): Promise<void>
}

export function containerOf(name: string, command: readonly string[]): ContainerConfig {
  const securityContext = {
    namespaceOptions: { network: "NODE", pid: "CONTAINER", ipc: "NODE" },
    privileged: false,
    readonlyRootfs: false,
    supplementalGroups: [],
    capabilities: { addCapabilities: [], dropCapabilities: [] },
    noNewPrivs: false,
    maskedPaths: [],
    readonlyPaths: [],
  } as const
  return {
    metadata: { name, attempt: 0 },
    image: { image: "docker.io/library/busybox:1" },
    command,
    args: [],
    workingDir: "",
    envs: [],
    mounts: [],
    labels: { a: "b" },
    annotations: {},
    logPath: `${name}.log`,
    stdin: false,
    stdinOnce: false,
    tty: false,
    linux: { resources: {}, securityContext },
  }
}

export function sandboxOf(name: string, uid: string, more: Partial<SandboxConfig> = {}): SandboxConfig {
  const namespaceOptions = { network: "NODE", pid: "CONTAINER", ipc: "NODE" } as const
  const plain = { privileged: false, readonlyRootfs: false, supplementalGroups: [] }
  return {
    metadata: { name, uid, namespace: "default", attempt: 0 },
    hostname: "",
    logDirectory: "",
    dnsConfig: undefined,
    portMappings: [],
    labels: { "io.kubernetes.pod.uid": uid },
    annotations: {},
    linux: { cgroupParent: "", sysctls: {}, securityContext: { namespaceOptions, ...plain } },
    ...more,
  }
}

function listen(runtime: Runtime) {
  const seen: RuntimeEvent[] = []
  const end = new AbortController()
  let wake = () => {}
  const run = async () => {
    for await (const event of runtime.events(end.signal)) {
      seen.push(event)
      wake()
    }
  }
  run().catch(() => undefined)
  return {
    async until(matches: (event: RuntimeEvent) => boolean): Promise<void> {
      while (!seen.some(matches)) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    stop: () => end.abort(),
  }
}
