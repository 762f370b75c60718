import { readFile } from "node:fs/promises"
import { hostname } from "node:os"
import { CoreEventRecorder } from "../client/events/event-recorder.ts"
import { SharedInformers } from "../client/informer/shared-informers.ts"
import { PodNetwork } from "../cni/pod-network.ts"
import { ContainerdRuntime } from "../cri/containerd/containerd-runtime.ts"
import { systemClock } from "../host/clock.ts"
import { exists } from "../host/files.ts"
import { runLightly } from "../host/light-command.ts"
import { firstAddress, readMachine } from "../host/machine.ts"
import { systemMemoryMounts } from "../host/memory-mounts.ts"
import { newProbeNetwork } from "../host/probe-network.ts"
import { systemRandom } from "../host/random.ts"
import { CgroupsV1 } from "../kubelet/cgroups/cgroups-v1.ts"
import { CgroupsV2 } from "../kubelet/cgroups/cgroups-v2.ts"
import { readKubeletConfig } from "../kubelet/config.ts"
import { Kubelet } from "../kubelet/kubelet.ts"
import { newAuthorize } from "../kubelet/server/authorize.ts"
import { KubeletServer } from "../kubelet/server/kubelet-server.ts"
import { clientFromKubeconfig } from "./cluster-access.ts"
import { HealthServer } from "./health-server.ts"
import { runProgram } from "./program.ts"

const defaults = {
  config: "/var/lib/kubelet/config.json",
  kubeconfig: "/etc/kubernetes/kubelet.conf",
  "hostname-override": "",
  "node-ip": "",
  "root-dir": "/var/lib/kubelet",
  "cni-conf-dir": "/etc/cni/net.d",
  /** What must not outlive a restart of the node. */
  "run-dir": "/run/kubelet",
}

await runProgram(defaults, async ({ flags, log, signal }) => {
  const config = readKubeletConfig(JSON.parse(await readFile(flags.config, "utf8")))
  const nodeName = (flags["hostname-override"] || hostname()).toLowerCase()
  const address = flags["node-ip"] || firstAddress()
  const machine = await readMachine(nodeName)
  const client = await clientFromKubeconfig(flags.kubeconfig, "kubelet/v1.36.3", { signal })
  const clock = systemClock
  const random = systemRandom
  const events = new CoreEventRecorder({ client, clock, log, component: "kubelet", host: nodeName })
  const socket = config.containerRuntimeEndpoint.replace(/^unix:\/\//, "")
  const runtime = new ContainerdRuntime(socket, clock, { startsAtOnce: Math.ceil(4 * (config.cpus ?? machine.cpus)) })
  const cgroupMount = "/sys/fs/cgroup"
  const isV2 = await exists(`${cgroupMount}/cgroup.controllers`)
  const cgroups = new (isV2 ? CgroupsV2 : CgroupsV1)(cgroupMount, config.cgroupRoot)
  const podNetwork = new PodNetwork({
    run: (command, args, input) => runLightly(command, args, input === undefined ? {} : { input }),
    log,
    nodeName,
    clusterCidr: config.clusterCidr,
    confDir: flags["cni-conf-dir"],
    ipamDir: `${flags["run-dir"]}/cni-ipam`,
  })
  const kubelet = new Kubelet({
    config,
    nodeName,
    nodeIps: address === undefined ? [] : [address],
    machine,
    paths: {
      root: flags["root-dir"],
      podLogs: config.podLogsDir,
      containerLogs: "/var/log/containers",
      memory: flags["run-dir"],
    },
    client,
    informers: new SharedInformers({ client, clock, random, log }),
    events,
    runtime,
    cgroups,
    podNetwork,
    probeNetwork: newProbeNetwork(),
    memoryMounts: systemMemoryMounts,
    clock,
    random,
    log,
  })
  const server = new KubeletServer(
    {
      runtime,
      pods: kubelet.pods,
      authorize: newAuthorize({ client, nodeName, clock }),
      nodeName,
      nodeStats: () => kubelet.nodeStats(),
      clock,
      log,
    },
    {
      host: config.address,
      port: config.port,
      certificate: await readFile(config.tlsCertFile, "utf8"),
      key: await readFile(config.tlsPrivateKeyFile, "utf8"),
      clientCa: await readFile(config.clientCaFile, "utf8"),
    },
  )
  const health = new HealthServer({
    host: config.healthzBindAddress,
    port: config.healthzPort,
    checks: { "/healthz": () => kubelet.healthz() },
  })
  return [kubelet, server, health]
})
