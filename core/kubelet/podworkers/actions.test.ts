import { describe, expect, it } from "vitest"
import type { Pod } from "../../apis/core/v1.gen.ts"
import { containerHash } from "../runtime/labels.ts"
import type { RuntimeContainer, RuntimePod } from "../runtime/runtime-pod.ts"
import { computeActions, type ProbeFacts } from "./actions.ts"

const healthy: ProbeFacts = { isStarted: () => true, failed: () => undefined }

describe("computeActions", () => {
  it("begins with a sandbox and the first init container", () => {
    const pod = podOf({ initContainers: [{ name: "a" }, { name: "b" }], containers: [{ name: "c" }] })
    expect(summary(pod, { sandboxes: [], containers: [] })).toBe("sandbox 0, init a")
  })

  it("begins with all containers where there are no init containers", () => {
    const pod = podOf({ containers: [{ name: "c" }, { name: "d" }] })
    expect(summary(pod, { sandboxes: [], containers: [] })).toBe("sandbox 0, start c d")
  })

  it("goes on with the next init container when one has succeeded, and waits while one runs", () => {
    const pod = podOf({ initContainers: [{ name: "a" }, { name: "b" }], containers: [{ name: "c" }] })
    expect(summary(pod, here([running("a")]))).toBe("")
    expect(summary(pod, here([exited("a", 0)]))).toBe("init b")
    expect(summary(pod, here([exited("b", 0), exited("a", 0)]))).toBe("start c")
    expect(summary(pod, here([exited("a", 1)]))).toBe("init a")
  })

  it("gives up when an init container fails that is not tried again", () => {
    const pod = podOf({ restartPolicy: "Never", initContainers: [{ name: "a" }], containers: [{ name: "c" }] })
    expect(summary(pod, here([exited("a", 1)]))).toBe("kill pod")
  })

  it("goes on when a sidecar has started, and starts it again when it ends", () => {
    const side = { name: "s", restartPolicy: "Always" }
    const pod = podOf({ initContainers: [side, { name: "a" }], containers: [{ name: "c" }] })
    expect(summary(pod, here([running("s")]))).toBe("init a")
    const notYet = { ...healthy, isStarted: () => false }
    expect(summary(pod, here([running("s")]), notYet)).toBe("")
    expect(summary(pod, here([running("c"), exited("a", 0), exited("s", 1)]))).toBe("init s")
  })

  it("ends sidecars with the last container", () => {
    const side = { name: "s", restartPolicy: "Always" }
    const pod = podOf({ restartPolicy: "Never", initContainers: [side], containers: [{ name: "c" }] })
    expect(summary(pod, here([exited("c", 0), running("s")]))).toBe("kill pod")
  })

  it("starts again by the restart policy", () => {
    const always = podOf({ containers: [{ name: "c" }, { name: "d" }] })
    const onFailure = podOf({ restartPolicy: "OnFailure", containers: [{ name: "c" }, { name: "d" }] })
    const never = podOf({ restartPolicy: "Never", containers: [{ name: "c" }, { name: "d" }] })
    expect(summary(always, here([exited("c", 0), running("d")]))).toBe("start c")
    expect(summary(onFailure, here([exited("c", 0), running("d")]))).toBe("")
    expect(summary(onFailure, here([exited("c", 2), running("d")]))).toBe("start c")
    expect(summary(never, here([exited("c", 2), running("d")]))).toBe("")
    expect(summary(never, here([exited("c", 2), exited("d", 0)]))).toBe("kill pod")
  })

  it("makes everything anew when the sandbox is gone, but not for what has run and never restarts", () => {
    const gone = { sandboxes: [sandbox("SANDBOX_NOTREADY", 3)], containers: [exited("c", 255)] }
    expect(summary(podOf({ containers: [{ name: "c" }] }), gone)).toBe("kill pod, sandbox 4, start c")
    expect(summary(podOf({ restartPolicy: "Never", containers: [{ name: "c" }] }), gone)).toBe("kill pod")
  })

  it("replaces a container whose image is another now, or whose probe failed", () => {
    const pod = podOf({ containers: [{ name: "c", image: "new" }] })
    expect(summary(pod, here([running("c", "old")]))).toBe("kill c, start c")
    const failed: ProbeFacts = { ...healthy, failed: () => "liveness" }
    expect(summary(pod, here([running("c", "new")]), failed)).toBe("kill c, start c")
    const never = podOf({ restartPolicy: "Never", containers: [{ name: "c" }, { name: "d" }] })
    const dead: ProbeFacts = { ...healthy, failed: ({ name }) => (name === "c" ? "liveness" : undefined) }
    expect(summary(never, here([running("c"), running("d")]), dead)).toBe("kill c")
  })

  it("starts nothing of a pod that is being deleted", () => {
    const pod = podOf({ containers: [{ name: "c" }, { name: "d" }] }, { deletionTimestamp: "2026-01-01T00:00:00Z" })
    expect(summary(pod, here([exited("c", 0), running("d")]))).toBe("")
  })
})

function summary(pod: Pod, runtime: RuntimePod, probes = healthy): string {
  const actions = computeActions(pod, runtime, probes)
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).join(" ")
  return [
    actions.killPod ? "kill pod" : "",
    actions.kill.length > 0 ? `kill ${actions.kill.map(({ spec }) => spec.name).join(" ")}` : "",
    actions.createSandbox ? `sandbox ${actions.attempt}` : "",
    actions.startInit.length > 0 ? `init ${names(actions.startInit)}` : "",
    actions.start.length > 0 ? `start ${names(actions.start)}` : "",
  ]
    .filter((part) => part !== "")
    .join(", ")
}

function podOf(spec: NonNullable<Pod["spec"]>, metadata: Pod["metadata"] = {}): Pod {
  return { metadata: { name: "p", uid: "u", ...metadata }, spec, status: {} }
}

function here(containers: readonly RuntimeContainer[]): RuntimePod {
  return { sandboxes: [sandbox("SANDBOX_READY", 0)], containers }
}

function sandbox(state: "SANDBOX_READY" | "SANDBOX_NOTREADY", attempt: number) {
  const metadata = { name: "p", uid: "u", namespace: "default", attempt }
  return { id: "s", metadata, state, createdAtMs: 0, labels: {}, annotations: {}, ips: ["10.0.0.1"] }
}

function running(name: string, image = ""): RuntimeContainer {
  return { ...container(name, image), state: "CONTAINER_RUNNING" }
}

function exited(name: string, exitCode: number): RuntimeContainer {
  return { ...container(name, ""), state: "CONTAINER_EXITED", exitCode }
}

function container(name: string, image: string): RuntimeContainer {
  const times = { createdAtMs: 0, startedAtMs: 0, finishedAtMs: 0, restartCount: 0, exitCode: 0 }
  const texts = { image, imageRef: "", reason: "", message: "", logPath: "", podSandboxId: "s" }
  const hash = containerHash({ name, image })
  return {
    id: name,
    name,
    hash,
    metadata: { name, attempt: 0 },
    state: "CONTAINER_CREATED",
    ...times,
    ...texts,
    labels: {},
    annotations: {},
  }
}
