import { expect, test } from "vitest"
import { defaultPullPolicy, imageTag } from "./image-reference.ts"
import { newPod, withContainer } from "./testing/pods.ts"

test.each([
  ["nginx", "latest", "Always"],
  ["nginx:latest", "latest", "Always"],
  ["nginx:1.27", "1.27", "IfNotPresent"],
  ["localhost:5000/web", "latest", "Always"],
  ["registry.k8s.io/pause:3.10", "3.10", "IfNotPresent"],
  ["web@sha256:0123", "", "IfNotPresent"],
  ["Not Valid!_", "", "IfNotPresent"],
])("image %s has the tag %s and is pulled %s", (image, tag, policy) => {
  expect(imageTag(image)).toBe(tag)
  expect(defaultPullPolicy(image)).toBe(policy)
})

test("a volume without a source is an empty directory", () => {
  expect(newPod({ volumes: [{ name: "a" }] }).spec.volumes).toEqual([{ name: "a", emptyDir: {} }])
})

test("files of config maps are readable by all unless said otherwise, and may have no rights at all", () => {
  const volumes = [
    { name: "a", configMap: { name: "cm" } },
    { name: "b", secret: { secretName: "s", defaultMode: 0 } },
  ]
  const [a, b] = newPod({ volumes }).spec.volumes ?? []
  expect(a?.configMap?.defaultMode).toBe(0o644)
  expect(b?.secret?.defaultMode).toBe(0)
})

test("a probe's zeros are filled in", () => {
  const pod = withContainer({ livenessProbe: { httpGet: { port: 80 }, timeoutSeconds: 0 } })
  expect(pod.spec.containers[0]?.livenessProbe).toEqual({
    httpGet: { port: 80, path: "/", scheme: "HTTP" },
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  })
})

test("who limits a resource needs it", () => {
  const pod = withContainer({ resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "100m" } } })
  expect(pod.spec.containers[0]?.resources?.requests).toEqual({ cpu: "100m", memory: "1Gi" })
})

test("on the host's network a port is the host's", () => {
  const pod = withContainer({ ports: [{ containerPort: 80 }] }, { hostNetwork: true })
  expect(pod.spec.containers[0]?.ports).toEqual([{ containerPort: 80, hostPort: 80, protocol: "TCP" }])
})

test("the old name of the service account follows the new one", () => {
  expect(newPod({ serviceAccountName: "robot" }).spec.serviceAccount).toBe("robot")
  expect(newPod({ serviceAccountName: "", serviceAccount: "robot" }).spec.serviceAccountName).toBe("robot")
})

test("nothing finer than a thousandth of a resource is asked for", () => {
  const pod = withContainer({ resources: { requests: { cpu: "100u", memory: "1Gi" } } })
  expect(pod.spec.containers[0]?.resources?.requests).toEqual({ cpu: "1m", memory: "1Gi" })
})
