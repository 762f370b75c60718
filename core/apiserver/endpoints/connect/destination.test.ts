import { expect, test } from "vitest"
import { destinationOf, parseDoor } from "./destination.ts"
import type { NodeConnection } from "./node-connection.ts"

const nodes: NodeConnection = {
  credentials: { cert: "c", key: "k" },
  kubeletOf: () => ({ host: "192.168.99.100", port: 10250 }),
}

test.each([
  ["web", { scheme: undefined, name: "web", port: "" }],
  ["web:8080", { scheme: undefined, name: "web", port: "8080" }],
  ["https:web:metrics", { scheme: "https", name: "web", port: "metrics" }],
  ["http:web:", { scheme: "http", name: "web", port: "" }],
])("%s names a door", (text, door) => {
  expect(parseDoor(text)).toEqual(door)
})

test("a kubelet is spoken to with our certificate, and hears the query it understands", () => {
  const target = { to: "kubelet", nodeName: "n1", path: "/exec/a/b/c", query: new URLSearchParams("output=1") } as const
  expect(destinationOf(target, nodes, "stdout=1", parseDoor("b"))).toEqual({
    scheme: "https",
    host: "192.168.99.100",
    port: 10250,
    path: "/exec/a/b/c?output=1",
    credentials: nodes.credentials,
  })
})

test("a pod hears the client's own query, at the port that was asked for", () => {
  const target = { to: "address", scheme: "http", host: "10.244.0.5", port: 80, path: "/x" } as const
  const destination = destinationOf(target, nodes, "a=b", parseDoor("https:web:8443"))
  expect(destination).toMatchObject({ scheme: "https", host: "10.244.0.5", port: 8443, path: "/x?a=b" })
  expect(destination.credentials).toBeUndefined()
})

test.each(["127.0.0.1", "169.254.169.254", "::1", "localhost"])("%s is nobody's pod", (host) => {
  const target = { to: "address", scheme: "http", host, port: 80, path: "/" } as const
  expect(() => destinationOf(target, nodes, "", parseDoor("web"))).toThrow("address not allowed")
})
