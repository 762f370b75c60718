import { describe, expect, it } from "vitest"
import {
  describeEnv,
  describeMount,
  describePorts,
  describeProbe,
  describeState,
  volumeSource,
} from "./container-words.ts"

describe("a container in words", () => {
  it("tells its state and why", () => {
    expect(describeState({ running: {} }, true)).toEqual({ word: "Running", tone: "ok", detail: "" })
    expect(describeState({ running: {} }, false)).toMatchObject({ word: "Running, not ready", tone: "warn" })
    expect(describeState({ terminated: { exitCode: 1, reason: "Error", message: "boom\n" } }, false)).toEqual({
      word: "Error",
      tone: "bad",
      detail: "exit code 1: boom",
    })
    expect(describeState({ waiting: { reason: "ErrImagePull", message: "no such image" } }, false)).toEqual({
      word: "ErrImagePull",
      tone: "bad",
      detail: "no such image",
    })
    expect(describeState(undefined, false)).toMatchObject({ word: "Not created", tone: "idle" })
  })

  it("tells what a probe does and when", () => {
    expect(describeProbe({ httpGet: { port: 8080, path: "/healthz" }, periodSeconds: 5 })).toBe(
      "http-get :8080/healthz, after 0s, every 5s, timeout 1s, 3 failures",
    )
    expect(describeProbe({ exec: { command: ["cat", "/x"] } })).toMatch(/^exec \[cat \/x\]/)
  })

  it("tells where a variable comes from", () => {
    expect(describeEnv({ name: "A", value: "1" })).toBe("1")
    expect(describeEnv({ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } })).toBe("key k of Secret s")
  })

  it("tells its mounts and ports", () => {
    expect(describeMount({ name: "v", mountPath: "/m", subPath: "s", readOnly: true })).toBe("/m ← v/s (read-only)")
    expect(describePorts({ name: "c", ports: [{ name: "http", containerPort: 80, protocol: "TCP" }] })).toBe(
      "http 80/TCP",
    )
  })

  it("tells what a volume is", () => {
    expect(volumeSource({ name: "v", configMap: { name: "c" } })).toEqual({ kind: "configMap", source: { name: "c" } })
  })
})
