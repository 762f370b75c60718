import { expect, it } from "vitest"
import { containerOptions } from "./container-options.ts"

const node = {
  name: "cove",
  cluster: "cove",
  image: { key: "abc", rootfs: "/nowhere" },
  address: "192.168.99.100",
  resources: { cpus: 1.5, memoryBytes: 2 ** 31 },
  hosts: { "cove-m02": "192.168.99.101" },
  publishedPort: 8443,
}
const here = { network: "cove-cove", missingCapabilities: [], publish: false, owner: "me" }

it("asks for a privileged container with a network, an address and limits of its own", () => {
  expect(containerOptions(node, here)).toMatchObject({
    name: "cove",
    Image: "cove-node:abc",
    Labels: { "cove.cluster": "cove", "cove.node": "cove", "cove.address": "192.168.99.100", "cove.owner": "me" },
    HostConfig: {
      Privileged: true,
      NanoCpus: 1_500_000_000,
      Memory: 2 ** 31,
      ExtraHosts: ["cove-m02:192.168.99.101"],
      PortBindings: {},
    },
    NetworkingConfig: { EndpointsConfig: { "cove-cove": { IPAMConfig: { IPv4Address: "192.168.99.100" } } } },
  })
})

it("asks for the same without the capabilities that the machine lacks", () => {
  const options = containerOptions(node, { ...here, missingCapabilities: ["CAP_SYS_RESOURCE"] })
  expect(options.HostConfig).toMatchObject({ CapAdd: ["ALL"], CapDrop: ["CAP_SYS_RESOURCE"] })
  expect(options.HostConfig).not.toHaveProperty("Privileged")
})

it("publishes the API server where nodes cannot be reached otherwise", () => {
  expect(containerOptions(node, { ...here, publish: true }).HostConfig?.PortBindings).toEqual({
    "8443/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }],
  })
})
