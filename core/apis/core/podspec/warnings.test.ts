import { expect, test } from "vitest"
import type { PodSpec } from "../v1.gen.ts"
import { newPod } from "./testing/pods.ts"
import { warnAboutHostname, warnAboutPodSpec } from "./warnings.ts"

test("a plain pod is nothing to warn about", () => {
  expect(warnAboutPodSpec(newPod().spec, "spec")).toEqual([])
})

test.each<[Partial<PodSpec>, string]>([
  [
    { nodeSelector: { "beta.kubernetes.io/os": "linux" } },
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
  ],
  [{ imagePullSecrets: [{ name: "" }] }, 'spec.imagePullSecrets[0].name: invalid empty name ""'],
  [{ hostAliases: [{ ip: "1.2.3.4" }, { ip: "1.2.3.4" }] }, 'spec.hostAliases[1].ip: duplicate ip "1.2.3.4"'],
  [
    { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }] },
    "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod",
  ],
  [
    { containers: [{ name: "c", image: "x", env: [{ name: "A" }, { name: "A" }] }] },
    'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
  ],
  [
    { containers: [{ name: "c", image: "x", resources: { requests: { memory: "128m" } } }] },
    'spec.containers[0].resources.requests[memory]: fractional byte value "128m" is invalid, must be an integer',
  ],
  [
    { containers: [{ name: "c", image: "x", ports: [{ containerPort: 80 }, { containerPort: 80 }] }] },
    "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
  ],
])("%o is accepted with a warning", (spec, warning) => {
  expect(warnAboutPodSpec(newPod(spec).spec, "spec")).toEqual([warning])
})

test("a name with dots makes a surprising host name", () => {
  expect(warnAboutHostname("a.b", "the Pod's hostname")).toEqual([
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
  ])
})
