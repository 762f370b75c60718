import { expect, test } from "vitest"
import type { Container, PodSpec } from "../../v1.gen.ts"
import { complaintsAbout, newPod, withContainer } from "../testing/pods.ts"

test("a plain pod has nothing wrong", () => {
  expect(complaintsAbout(newPod())).toEqual([])
})

test.each<[string, Partial<Container>, readonly string[]]>([
  [
    "ports have one name each",
    {
      ports: [
        { name: "http", containerPort: 80 },
        { name: "http", containerPort: 81 },
      ],
    },
    ['ports[1].name: Duplicate value: "http"'],
  ],
  [
    "a variable has one source",
    {
      env: [
        { name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" }, configMapKeyRef: { name: "c", key: "k" } } },
      ],
    },
    ['env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
  ],
  [
    "or a value, not both",
    { env: [{ name: "A", value: "x", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] },
    ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
  ],
  [
    "variables show some fields of the pod only",
    { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "status.phase" } } }] },
    [
      'env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
    ],
  ],
  [
    "among them single labels",
    { env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "metadata.labels['a/b']" } } }] },
    [],
  ],
  [
    "a memory divisor is a number of bytes",
    { env: [{ name: "A", valueFrom: { resourceFieldRef: { resource: "limits.memory", divisor: "3Ki" } } }] },
    [
      'env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
    ],
  ],
  [
    "a probe has one handler",
    { livenessProbe: { exec: { command: ["true"] }, tcpSocket: { port: 80 } } },
    ["livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
  ],
  [
    "one success is enough to live",
    { livenessProbe: { exec: { command: ["true"] }, successThreshold: 2 } },
    ["livenessProbe.successThreshold: Invalid value: 2: must be 1"],
  ],
  [
    "readiness kills nothing and needs no grace",
    { readinessProbe: { exec: { command: ["true"] }, terminationGracePeriodSeconds: 5 } },
    ["readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes"],
  ],
  [
    "sleeping before the end fits into the grace period",
    { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
    [
      "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)",
    ],
  ],
  [
    "unknown resources need a domain",
    { resources: { limits: { gpu: "1" } } },
    [
      'resources.limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'resources.limits[gpu]: Invalid value: "gpu": must be a standard resource for containers',
      'resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
      'resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers',
    ],
  ],
  [
    "devices come whole and are not shared",
    { resources: { limits: { "example.com/gpu": "2" }, requests: { "example.com/gpu": "1" } } },
    ['resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2'],
  ],
  [
    "huge pages need memory beside them",
    { resources: { limits: { "hugepages-2Mi": "4Mi" } } },
    ["resources: Forbidden: HugePages require cpu or memory"],
  ],
  [
    "the privileged cannot be kept from more",
    { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
    [
      'securityContext: Invalid value: {"privileged":true,"allowPrivilegeEscalation":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
  [
    "a local profile is named",
    { securityContext: { seccompProfile: { type: "Localhost" } } },
    ["securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost"],
  ],
  [
    "a resize that restarts needs a policy that does",
    { resizePolicy: [{ resourceName: "cpu", restartPolicy: "Sometimes" }] },
    ['resizePolicy: Unsupported value: "Sometimes": supported values: "NotRequired", "RestartContainer"'],
  ],
])("%s", (_, container, expected) => {
  expect(complaintsAbout(withContainer(container))).toEqual(expected.map((line) => `spec.containers[0].${line}`))
})

test.each<[string, Partial<PodSpec>, readonly string[]]>([
  [
    "init containers are not probed",
    { initContainers: [{ name: "i", image: "x", livenessProbe: { exec: { command: ["true"] } } }] },
    [
      "spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always",
    ],
  ],
  [
    "sidecars are",
    {
      initContainers: [
        { name: "i", image: "x", restartPolicy: "Always", livenessProbe: { exec: { command: ["true"] } } },
      ],
    },
    [],
  ],
  [
    "names are unique among init containers and containers",
    { initContainers: [{ name: "c", image: "x" }] },
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    "ephemeral containers come later",
    { ephemeralContainers: [{ name: "e", image: "x" }] },
    ["spec.ephemeralContainers: Forbidden: cannot be set on create"],
  ],
  [
    "a volume has one source",
    { volumes: [{ name: "a", emptyDir: {}, hostPath: { path: "/x" } }] },
    ["spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type"],
  ],
  [
    "files stay below their volume",
    { volumes: [{ name: "a", configMap: { name: "cm", items: [{ key: "k", path: "../x" }] } }] },
    ["spec.volumes[0].configMap.items[0].path: Invalid value: \"../x\": must not contain '..'"],
  ],
  [
    "two sources cannot write the same file",
    {
      volumes: [
        {
          name: "a",
          projected: {
            sources: [
              { configMap: { name: "cm", items: [{ key: "k", path: "x" }] } },
              { secret: { name: "s", items: [{ key: "k", path: "x" }] } },
            ],
          },
        },
      ],
    },
    ['spec.volumes[0].projected: Invalid value: "s": conflicting duplicate paths'],
  ],
  [
    "remote storage names what it needs",
    { volumes: [{ name: "a", nfs: { server: "", path: "x" } }] },
    [
      "spec.volumes[0].nfs.server: Required value",
      'spec.volumes[0].nfs.path: Invalid value: "x": must be an absolute path',
    ],
  ],
  [
    "a claim made for the pod cannot be another volume's",
    {
      volumes: [
        {
          name: "a",
          ephemeral: {
            volumeClaimTemplate: {
              spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
            },
          },
        },
        { name: "b", persistentVolumeClaim: { claimName: "web-a" } },
      ],
    },
    [
      'spec.volumes[1].persistentVolumeClaim.claimName: Invalid value: "web-a": must not reference a PVC that gets created for an ephemeral volume',
    ],
  ],
  [
    "ports of the host are the containers' own",
    { hostNetwork: true, containers: [{ name: "c", image: "x", ports: [{ containerPort: 80, hostPort: 81 }] }] },
    ["spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true"],
  ],
  [
    "the host's kernel settings are not a pod's",
    { hostNetwork: true, securityContext: { sysctls: [{ name: "net.core.somaxconn", value: "1" }] } },
    [
      "spec.securityContext.sysctls[0].name: Invalid value: \"net.core.somaxconn\": may not be specified when 'hostNetwork' is true",
    ],
  ],
  [
    "users of its own and the host's network do not go together",
    { hostUsers: false, hostNetwork: true },
    ["spec.hostNetwork: Forbidden: when `hostUsers` is false"],
  ],
  [
    "a node and a gate contradict each other",
    { nodeName: "n", schedulingGates: [{ name: "a.b/c" }] },
    ["spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared"],
  ],
  [
    "minDomains is for hard constraints",
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "ScheduleAnyway", minDomains: 2 },
      ],
    },
    [
      "spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
    ],
  ],
  [
    "nodes can be named, one at a time",
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["a", "b"] }] }],
          },
        },
      },
    },
    [
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    ],
  ],
  [
    "a Linux pod has no Windows options",
    { os: { name: "linux" }, securityContext: { windowsOptions: { hostProcess: true } } },
    ["spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"],
  ],
])("%s", (_, spec, expected) => {
  expect(complaintsAbout(newPod(spec))).toEqual(expected)
})

test("a stop signal is one that the system has", () => {
  const container = { name: "c", image: "x", lifecycle: { stopSignal: "SIGUSR1" as const } }
  const path = "spec.containers[0].lifecycle.stopSignal"
  expect(complaintsAbout(newPod({ os: { name: "linux" }, containers: [container] }))).toEqual([])
  expect(complaintsAbout(newPod({ os: { name: "windows" }, containers: [container] }))).toEqual([
    `${path}: Unsupported value: "SIGUSR1": supported values: "SIGKILL", "SIGTERM"`,
  ])
  expect(complaintsAbout(newPod({ containers: [container] }))).toEqual([
    `${path}: Forbidden: may not be set for containers with empty \`spec.os.name\``,
  ])
})

test("annotations that Kubernetes reads are looked at", () => {
  const annotations = { "controller.kubernetes.io/pod-deletion-cost": "much", "kubernetes.io/config.mirror": "x" }
  expect(complaintsAbout(newPod({}, { annotations }))).toEqual([
    'metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set',
    'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "much": must be a 32bit integer',
  ])
})
