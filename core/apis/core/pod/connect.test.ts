import { expect, test } from "vitest"
import { newPod } from "../podspec/testing/pods.ts"
import { exec, log, portForward } from "./connect.ts"

const pod = newPod({ nodeName: "n1" })

test("exec goes to the kubelet in the kubelet's words", () => {
  const target = exec.target(pod, new URLSearchParams("stdin=true&stdout=true&tty=true&command=sh&command=-c"), "")
  expect(target).toMatchObject({ to: "kubelet", nodeName: "n1", path: "/exec/default/web/c" })
  expect(target.to === "kubelet" && String(target.query)).toBe("input=1&output=1&tty=1&command=sh&command=-c")
})

test("logs keep their options", () => {
  const target = log.target(pod, new URLSearchParams("follow=true&tailLines=10&container=c"), "")
  expect(target).toMatchObject({ path: "/containerLogs/default/web/c" })
  expect(target.to === "kubelet" && String(target.query)).toBe("follow=true&tailLines=10")
})

test("ports are forwarded to the pod as a whole", () => {
  const target = portForward.target(pod, new URLSearchParams("ports=80"), "")
  expect(target).toMatchObject({ path: "/portForward/default/web" })
})

test("where there are several containers one must be named", () => {
  const containers = [
    { name: "a", image: "x" },
    { name: "b", image: "x" },
  ]
  const two = newPod({ nodeName: "n1", containers, initContainers: [{ name: "i", image: "x" }] })
  expect(() => exec.target(two, new URLSearchParams(), "")).toThrow(
    "a container name must be specified for pod web, choose one of: [a b] or one of the init containers: [i]",
  )
  expect(() => exec.target(two, new URLSearchParams("container=z"), "")).toThrow("container z is not valid for pod web")
})

test("a pod that runs nowhere cannot be reached", () => {
  expect(() => log.target(newPod(), new URLSearchParams(), "")).toThrow("pod web does not have a host assigned")
})
