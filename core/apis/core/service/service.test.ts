import { describe, expect, test } from "vitest"
import { cellsOf, complaintsOf, prepared, testAllocators, testFacts, updated } from "../../testing/write.ts"
import type { Service } from "../v1.gen.ts"
import { serviceProxyTarget } from "./proxy.ts"
import { service } from "./service.ts"

function manifest(spec: object): object {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "web" }, spec }
}

const plain = { selector: { app: "web" }, ports: [{ port: 80 }] }

/** As it is stored. */
function stored(spec: object, allocators = testAllocators()): Service {
  const allocation = service.strategy.allocate?.(prepared(service, manifest(spec)), undefined, allocators)
  expect(allocation?.errors).toEqual([])
  return allocation?.object as Service
}

describe("a new service", () => {
  test("gets an address and the policies it does not name", () => {
    expect(stored(plain).spec).toEqual({
      ...plain,
      ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
      type: "ClusterIP",
      sessionAffinity: "None",
      internalTrafficPolicy: "Cluster",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      clusterIP: "10.96.0.1",
      clusterIPs: ["10.96.0.1"],
    })
  })

  test("without address keeps it that way", () => {
    const { spec } = stored({ ...plain, clusterIP: "None" })
    expect(spec.clusterIPs).toEqual(["None"])
    expect(spec.ipFamilies).toEqual(["IPv4"])
  })

  test("without address and selector may have endpoints of both families", () => {
    const { spec } = stored({ clusterIP: "None", ports: [{ port: 80 }] })
    expect(spec.ipFamilies).toEqual(["IPv4", "IPv6"])
    expect(spec.ipFamilyPolicy).toBe("RequireDualStack")
  })

  test("has one node port for the same port over TCP and UDP", () => {
    const ports = [
      { name: "tcp", port: 53, protocol: "TCP" },
      { name: "udp", port: 53, protocol: "UDP" },
      { name: "http", port: 80 },
    ]
    expect(stored({ type: "NodePort", ports }).spec.ports?.map(({ nodePort }) => nodePort)).toEqual([
      30000, 30000, 30001,
    ])
  })

  test("behind a load balancer that looks for local endpoints has a port for health checks", () => {
    const { spec } = stored({ ...plain, type: "LoadBalancer", externalTrafficPolicy: "Local" })
    expect(spec.healthCheckNodePort).toBe(30001)
    expect(spec.allocateLoadBalancerNodePorts).toBe(true)
  })

  test("may leave out node ports behind a load balancer", () => {
    const { spec } = stored({ ...plain, type: "LoadBalancer", allocateLoadBalancerNodePorts: false })
    expect(spec.ports?.[0]?.nodePort).toBeUndefined()
  })
})

describe("an address or port that is taken", () => {
  const errorsFor = (spec: object, allocators = testAllocators()) =>
    service.strategy.allocate?.(prepared(service, manifest(spec)), undefined, allocators).errors

  test("is refused", () => {
    const allocators = testAllocators()
    stored({ ...plain, clusterIP: "10.96.0.10" }, allocators)
    stored({ type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] }, allocators)
    expect(errorsFor({ ...plain, clusterIP: "10.96.0.10" }, allocators)?.[0]).toMatchObject({
      field: "spec.clusterIPs",
      body: 'Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    })
    expect(errorsFor({ type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] }, allocators)?.[0]).toMatchObject({
      field: "spec.ports[0].nodePort",
      body: "Invalid value: 30080: provided port is already allocated",
    })
  })

  test("or outside of the range, too", () => {
    expect(errorsFor({ type: "NodePort", ports: [{ port: 80, nodePort: 80 }] })?.[0]?.body).toBe(
      "Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
    )
  })

  test("leaves nothing taken behind", () => {
    const allocators = testAllocators()
    allocators.nodePorts.allocate(30080)
    errorsFor({ type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] }, allocators)
    expect(allocators.serviceIPs.allocateNext()).toBe("10.96.0.1")
  })

  test("is only looked at by a dry run", () => {
    const allocators = testAllocators()
    const object = prepared(service, manifest({ ...plain, type: "NodePort" }))
    const allocation = service.strategy.allocate?.(object, undefined, allocators, { ...testFacts, dryRun: true })
    expect(allocation?.object.spec.clusterIP).toBe("10.96.0.0")
    expect(allocation?.object.spec.ports?.[0]?.nodePort).toBe(32769)
    expect(allocators.nodePorts.allocateNext()).toBe(30000)
  })
})

describe("an update", () => {
  test("that leaves out what was allocated keeps it", () => {
    const old = stored({ type: "NodePort", ports: [{ name: "a", port: 80 }] })
    const { object, complaints } = updated(
      service,
      old,
      manifest({ type: "NodePort", ports: [{ name: "a", port: 81 }] }),
    )
    expect(complaints).toEqual([])
    expect(object.spec.clusterIP).toBe("10.96.0.1")
    expect(object.spec.ports?.[0]?.nodePort).toBe(30000)
  })

  test("to another type drops what that one cannot have", () => {
    const old = stored({ ...plain, type: "NodePort" })
    const { object, complaints } = updated(
      service,
      old,
      manifest({ ...old.spec, type: "ExternalName", externalName: "a.b" }),
    )
    expect(complaints).toEqual([])
    expect(object.spec.clusterIPs).toBeUndefined()
    expect(object.spec.ports?.[0]?.nodePort).toBeUndefined()
  })

  test("gives back the node port that it drops, once it is stored", () => {
    const allocators = testAllocators()
    const old = stored({ ...plain, type: "NodePort" }, allocators)
    const { object } = updated(service, old, manifest({ ...old.spec, type: "ClusterIP" }))
    const allocation = service.strategy.allocate?.(object, old, allocators)
    expect(allocators.nodePorts.allocate(30000)).toBe(false)
    allocation?.settle?.()
    expect(allocators.nodePorts.allocate(30000)).toBe(true)
  })

  test("cannot move a service to another address", () => {
    const { complaints } = updated(service, stored(plain), manifest({ ...plain, clusterIP: "10.96.0.9" }))
    expect(complaints).toEqual(['spec.clusterIPs[0]: Invalid value: ["10.96.0.9"]: may not change once set'])
  })
})

test.each([
  [
    { ...plain, clusterIP: "fd00::1" },
    'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
  ],
  [{ ...plain, ipFamilies: ["IPv6"] }, 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
  [
    { ...plain, ipFamilies: ["IPv6"], clusterIP: "fd00::1" },
    'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
  ],
  [
    { ...plain, ipFamilies: ["IPv4", "IPv6"] },
    "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
  ],
  [
    { ...plain, ipFamilyPolicy: "RequireDualStack" },
    'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
  ],
  [
    { ...plain, clusterIP: "None", type: "NodePort" },
    "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services",
  ],
  [
    { ...plain, trafficDistribution: "Near" },
    'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
  ],
  [
    { ...plain, loadBalancerClass: "a/b" },
    "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
  ],
  [
    { ...plain, healthCheckNodePort: 30000 },
    "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
  ],
  [
    { ...plain, externalIPs: ["127.0.0.1"] },
    'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
  [
    { type: "LoadBalancer", ports: [{ port: 10250 }] },
    "spec.ports[0]: Invalid value: 10250: may not expose port 10250 externally since it is used by kubelet",
  ],
  [{ type: "ExternalName" }, "spec.externalName: Required value"],
  [
    { ...plain, sessionAffinity: "ClientIP", sessionAffinityConfig: { clientIP: { timeoutSeconds: 90000 } } },
    "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 90000: must be greater than 0 and less than 86400",
  ],
])("%j is refused", (spec, complaint) => {
  expect(complaintsOf(service, manifest(spec))).toEqual([complaint])
})

test("a table shows how to reach it", () => {
  const balanced = stored({
    type: "LoadBalancer",
    selector: { b: "2", a: "1" },
    ports: [{ port: 80 }, { port: 53, name: "dns", protocol: "UDP" }],
  })
  expect(cellsOf(service, balanced)).toMatchObject({
    Type: "LoadBalancer",
    "Cluster-IP": "10.96.0.1",
    "External-IP": "<pending>",
    "Port(s)": "80:30000/TCP,53:30001/UDP",
    Selector: "a=1,b=2",
  })
  const name = stored({ type: "ExternalName", externalName: "db.example.com" })
  expect(cellsOf(service, name)).toMatchObject({
    "Cluster-IP": "<none>",
    "External-IP": "db.example.com",
    "Port(s)": "<none>",
  })
})

describe("a proxy to a service", () => {
  const target = (spec: object, port: string) =>
    serviceProxyTarget(stored(spec), new URLSearchParams(), "/healthz", { scheme: "", port })

  test("finds the port by name or number", () => {
    const spec = {
      ports: [
        { name: "web", port: 80 },
        { name: "admin", port: 8080 },
      ],
    }
    expect(target(spec, "admin")).toEqual({
      to: "address",
      scheme: "http",
      host: "10.96.0.1",
      port: 8080,
      path: "/healthz",
    })
    expect(target(spec, "80")).toMatchObject({ port: 80 })
    expect(target(spec, "")).toMatchObject({ port: 80 })
  })

  test("says what it did not find", () => {
    expect(() => target(plain, "81")).toThrow('no service port 81 found for service "web"')
    expect(() => target(plain, "admin")).toThrow('no endpoints available for service "web"')
  })
})

test("a service that prefers two stacks takes the one there is", () => {
  const old = stored({ ...plain, ipFamilyPolicy: "PreferDualStack" })
  expect(old.spec).toMatchObject({ ipFamilies: ["IPv4"], clusterIPs: ["10.96.0.1"] })
  expect(updated(service, old, manifest(old.spec)).object.spec).toEqual(old.spec)
})

test("what will not be done is said", () => {
  const warned = prepared(
    service,
    manifest({ ...plain, clusterIP: "None", sessionAffinity: "ClientIP", externalName: "a.b" }),
  )
  expect(service.strategy.warnings?.(warned, undefined)).toEqual([
    "spec.SessionAffinity is ignored for headless services",
    'spec.externalName is ignored when spec.type is not "ExternalName"',
  ])
})
