import { afterAll, beforeAll, expect, test } from "vitest"
import { run } from "../support/cove.ts"
import { kubectlPath } from "../support/kubectl.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** Stock kubectl, whose typed clients speak protobuf since 1.32. */

let api: TestApiServer
let kubectl: string

beforeAll(async () => {
  kubectl = await kubectlPath("1.36")
  api = await startTestApiServer()
}, 120_000)

afterAll(() => api[Symbol.asyncDispose]())

const created: readonly (readonly [args: string, says: string])[] = [
  ["create namespace team", "namespace/team created"],
  ["create serviceaccount default -n team", "serviceaccount/default created"],
  ["create deployment web --image=x:1 --replicas=2 -n team", "deployment.apps/web created"],
  ["create configmap settings --from-literal=a=b -n team", "configmap/settings created"],
  ["create secret generic keys --from-literal=a=b -n team", "secret/keys created"],
  ["create service clusterip web --tcp=80:8080 -n team", "service/web created"],
  ["create role reader --verb=get --resource=pods -n team", "role.rbac.authorization.k8s.io/reader created"],
  ["create rolebinding ann --role=reader --user=ann -n team", "rolebinding.rbac.authorization.k8s.io/ann created"],
  ["create priorityclass high --value=10", "priorityclass.scheduling.k8s.io/high created"],
]

test("creates in protobuf what it creates in JSON", async () => {
  for (const [args, says] of created) {
    const { output, isProtobuf } = await tell(args)
    expect(output).toContain(says)
    expect(isProtobuf, args).toBe(true)
  }
})

test("asks in protobuf: tokens, reviews, descriptions", async () => {
  expect((await tell("create token default -n team")).output).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/m)
  expect((await tell("auth can-i create pods -n team")).output).toMatch(/^yes$/m)
  expect((await tell("auth whoami")).output).toContain("kubernetes-admin")
  expect((await tell("describe deployment web -n team")).output).toMatch(/Replicas: +2 desired/)
  expect((await tell("scale deployment web --replicas=3 -n team")).output).toContain("deployment.apps/web scaled")
})

test("is told in protobuf what went wrong", async () => {
  const { output, isProtobuf } = await tell("create deployment web --image=x:1 -n team")
  expect(output).toContain('error: failed to create deployment: deployments.apps "web" already exists')
  expect(isProtobuf).toBe(true)
})

test("follows a pod over a protobuf watch, from its first state on", async () => {
  const attached = tell("run once --image=x --restart=Never -i --rm --pod-running-timeout=20s -n team")
  const phase = JSON.stringify({ status: { phase: "Succeeded" } })
  const wait = ["wait", "pod/once", "--for=create", "--timeout=20s", "-n", "team"]
  await run(kubectl, wait, { env: { KUBECONFIG: api.kubeconfig } })
  await tell(`patch pod once --subresource=status --type=merge -n team -p ${phase}`)
  const { output } = await attached
  expect(output).toContain("application/vnd.kubernetes.protobuf;stream=watch")
  expect(output).toContain("Caches populated")
  expect(output).not.toContain("timed out")
})

/** `-v=8` writes the requests' headers down. */
async function tell(command: string): Promise<{ readonly output: string; readonly isProtobuf: boolean }> {
  const { stdout, stderr } = await run(kubectl, ["-v=8", ...command.split(" ")], {
    env: { KUBECONFIG: api.kubeconfig },
    timeoutMs: 30_000,
  })
  const isProtobuf = /Content-Type: application\/vnd\.kubernetes\.protobuf/.test(stderr)
  return { output: `${stdout}\n${stderr}`, isProtobuf }
}
