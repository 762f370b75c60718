import { expect, it } from "vitest"
import { forwardCommand, forwardInput, localPortError, portError, portsOf } from "./forward-wishes.ts"

const wishes = { kind: "services", namespace: "shop", name: "web", port: "80", localPort: "" } as const

for (const port of ["1", "80", "65535", "http", "web-2"]) {
  it(`takes "${port}" for a port`, () => {
    expect(portError(port)).toBeUndefined()
  })
}

for (const port of ["", "0", "65536", "8o8O", "-http", "a-name-that-is-too-long"]) {
  it(`refuses "${port}" for a port`, () => {
    expect(portError(port)).toBeDefined()
  })
}

it("lets the port of this machine be left out, but not be a name", () => {
  expect(localPortError("")).toBeUndefined()
  expect(localPortError("http")).toBeDefined()
})

it("asks for a number as a number, for a name as a name, and for a free port with 0", () => {
  const input = { profile: "dev", kind: "services", namespace: "shop", name: "web" }
  expect(forwardInput("dev", wishes)).toEqual({ ...input, port: 80, localPort: 0 })
  expect(forwardInput("dev", { ...wishes, port: "http", localPort: "8080" })).toEqual({
    ...input,
    port: "http",
    localPort: 8080,
  })
})

it("says the same with kubectl", () => {
  expect(forwardCommand("dev", { ...wishes, localPort: "8080" })).toBe(
    "kubectl --context dev port-forward -n shop service/web 8080:80",
  )
})

it("offers the ports of a service, of a pod, and of what stands for pods", () => {
  const containers = [{ ports: [{ containerPort: 8080 }, { containerPort: 9090 }] }, {}]
  const metadata = { name: "web" }
  expect(portsOf({ metadata, spec: { ports: [{ port: 80 }] } } as never)).toEqual([80])
  expect(portsOf({ metadata, spec: { containers } } as never)).toEqual([8080, 9090])
  expect(portsOf({ metadata, spec: { template: { spec: { containers } } } } as never)).toEqual([8080, 9090])
  expect(portsOf({ metadata })).toEqual([])
})
