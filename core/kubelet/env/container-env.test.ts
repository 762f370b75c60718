import { describe, expect, it } from "vitest"
import type { Pod, Service } from "../../apis/core/v1.gen.ts"
import { containerEnv, type EnvSources } from "./container-env.ts"
import { serviceEnv } from "./service-env.ts"

const sources: EnvSources = {
  configMap: async (_, name) => (name === "cm" ? { metadata: { name }, data: { a: "1", b: "2" } } : undefined),
  secret: async (_, name) =>
    name === "s" ? { metadata: { name }, data: { key: Buffer.from("hidden").toString("base64") } } : undefined,
  services: [["WEB_SERVICE_HOST", "10.96.0.5"]],
  facts: { hostIps: ["1.2.3.4"], podIps: ["10.244.0.2"], allocatable: { cpu: "2000m", memory: "4294967296" } },
}

const pod: Pod = {
  metadata: { name: "p", namespace: "ns", uid: "u", labels: { app: "x" } },
  spec: {
    nodeName: "n1",
    containers: [{ name: "c", resources: { limits: { memory: "64Mi" }, requests: { cpu: "10m" } } }],
  },
  status: {},
}

describe("containerEnv", () => {
  it("takes config maps first, then each variable with what stands before it, then services", async () => {
    const env = await containerEnv(
      pod,
      {
        name: "c",
        envFrom: [{ configMapRef: { name: "cm" }, prefix: "CM_" }, { secretRef: { name: "s" } }],
        env: [
          { name: "A", value: "x" },
          { name: "B", value: "$(A)-$(CM_a)-$(LATER)-$(WEB_SERVICE_HOST)-$$(A)" },
          { name: "LATER", value: "y" },
          { name: "CM_b", value: "mine" },
        ],
      },
      sources,
    )
    expect(Object.fromEntries(env)).toEqual({
      ...{ CM_a: "1", CM_b: "mine", key: "hidden", A: "x", LATER: "y", WEB_SERVICE_HOST: "10.96.0.5" },
      B: "x-1-$(LATER)-10.96.0.5-$(A)",
    })
  })

  it("knows the pod, the node and the limits", async () => {
    const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })
    const amount = (name: string, resource: string, divisor = "1") => ({
      name,
      valueFrom: { resourceFieldRef: { resource, divisor } },
    })
    const env = await containerEnv(
      pod,
      {
        name: "c",
        env: [
          field("NAME", "metadata.name"),
          field("APP", "metadata.labels['app']"),
          field("IP", "status.podIP"),
          field("HOST", "status.hostIP"),
          amount("MEM", "limits.memory", "1Mi"),
          amount("CPU", "limits.cpu"),
          amount("REQ", "requests.cpu", "1m"),
        ],
      },
      { ...sources, services: [] },
    )
    const expected = { NAME: "p", APP: "x", IP: "10.244.0.2", HOST: "1.2.3.4", MEM: "64", CPU: "2", REQ: "10" }
    expect(Object.fromEntries(env)).toEqual(expected)
  })

  it("says what is missing, but for what may be", async () => {
    const from = (name: string, key: string, optional = false) =>
      containerEnv(
        pod,
        { name: "c", env: [{ name: "A", valueFrom: { configMapKeyRef: { name, key, optional } } }] },
        sources,
      )
    await expect(from("none", "a")).rejects.toThrow('configmap "none" not found')
    await expect(from("cm", "nope")).rejects.toThrow("couldn't find key nope in ConfigMap ns/cm")
    expect((await from("cm", "nope", true)).map(([name]) => name)).not.toContain("A")
  })
})

describe("serviceEnv", () => {
  const service = (namespace: string, name: string, clusterIP: string): Service => ({
    metadata: { namespace, name },
    spec: { clusterIP, ports: [{ name: "http", port: 80 }] },
    status: {},
  })
  const all = [
    service("default", "kubernetes", "10.96.0.1"),
    service("ns", "my-web", "10.96.0.9"),
    service("ns", "headless", "None"),
    service("other", "far", "10.96.0.8"),
  ]

  it("names the services of the namespace, and the API server everywhere", () => {
    const env = new Map(serviceEnv(all, "ns", true))
    expect(env.get("KUBERNETES_SERVICE_HOST")).toBe("10.96.0.1")
    expect(env.get("MY_WEB_SERVICE_PORT_HTTP")).toBe("80")
    expect(env.get("MY_WEB_PORT_80_TCP")).toBe("tcp://10.96.0.9:80")
    expect([...env.keys()].filter((name) => /HEADLESS|FAR/.test(name))).toEqual([])
  })

  it("names only the API server where links are not wanted", () => {
    expect(serviceEnv(all, "ns", false).every(([name]) => name.startsWith("KUBERNETES_"))).toBe(true)
  })
})
