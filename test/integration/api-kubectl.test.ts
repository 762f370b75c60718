import { writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { execa } from "execa"
import { afterAll, beforeAll, expect, test } from "vitest"
import { kubectlPath } from "../support/kubectl.ts"
import { startTestApiServer, type TestApiServer } from "../support/test-api-server.ts"

/** Stock kubectl against our API server: what a person types, and what the person reads. */

let api: TestApiServer
let kubectl: string
let folder: string

beforeAll(async () => {
  kubectl = await kubectlPath("1.36")
  api = await startTestApiServer()
  folder = dirname(api.kubeconfig)
}, 120_000)

afterAll(() => api?.[Symbol.asyncDispose]())

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { app: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - name: c
        image: nginx:1
`

test("create, get, delete", async () => {
  expect(await run("create configmap one --from-literal=a=b")).toBe("configmap/one created")
  expect(await run("get configmap one -o jsonpath={.data.a}")).toBe("b")
  expect(await run("get configmap one -o name")).toBe("configmap/one")
  expect(await fails("create configmap one --from-literal=a=b")).toContain(
    'error: failed to create configmap: configmaps "one" already exists',
  )
  expect(await run("delete configmap one")).toMatch(/configmap "one" deleted/)
  expect(await fails("get configmap one")).toBe('Error from server (NotFound): configmaps "one" not found')
})

test("apply creates, leaves alone, and changes", async () => {
  const file = await write("web.yaml", deployment)
  expect(await run(`apply -f ${file}`)).toBe("deployment.apps/web created")
  expect(await run(`apply -f ${file}`)).toBe("deployment.apps/web unchanged")
  await write("web.yaml", deployment.replace("replicas: 3", "replicas: 2"))
  expect(await run(`apply -f ${file}`)).toBe("deployment.apps/web configured")
  expect(await run("get deployment web -o jsonpath={.spec.replicas},{.metadata.generation}")).toBe("2,2")
  expect(await run(`diff -f ${file}`)).toBe("")
})

test("get prints the columns of the kind", async () => {
  const [head, row] = (await run("get deployment web -o wide")).split("\n")
  expect(head?.split(/\s{2,}/)).toEqual([
    "NAME",
    "READY",
    "UP-TO-DATE",
    "AVAILABLE",
    "AGE",
    "CONTAINERS",
    "IMAGES",
    "SELECTOR",
  ])
  expect(row).toMatch(/^web +0\/2 +0 +0 +\d+s +c +nginx:1 +app=web$/)
})

test("patch in three languages, scale, label, set image", async () => {
  await run(`patch deployment web --type=json -p [{"op":"replace","path":"/spec/replicas","value":4}]`)
  await run(`patch deployment web --type=merge -p {"metadata":{"annotations":{"a":"b"}}}`)
  await run(`patch deployment web -p {"spec":{"template":{"spec":{"containers":[{"name":"d","image":"e"}]}}}}`)
  await run("set image deployment/web c=nginx:2")
  await run("scale deployment web --replicas=5")
  await run("label deployment web tier=front")
  const path =
    "{.spec.replicas} {.metadata.annotations.a} {.metadata.labels.tier} {.spec.template.spec.containers[*].image}"
  expect(await run("get deployment web -o", `jsonpath=${path}`)).toBe("5 b front e nginx:2")
})

test("edit saves what the editor leaves", async () => {
  const editor = await write("editor.sh", "#!/bin/sh\nsed -i 's/tier: front/tier: back/' \"$1\"\n", 0o755)
  expect(await run("edit deployment web", undefined, { KUBE_EDITOR: editor })).toBe("deployment.apps/web edited")
  expect(await run("get deployment web -L tier --no-headers")).toMatch(/back$/)
})

test("server-side apply names who has the field", async () => {
  const file = await write("web.yaml", deployment)
  const refused = await fails(`apply --server-side --field-manager=other -f ${file}`)
  expect(refused).toContain("Apply failed with")
  expect(refused).toContain('conflicts with "kubectl" with subresource "scale" using apps/v1:\n- .spec.replicas')
  expect(await run(`apply --server-side --field-manager=other --force-conflicts -f ${file}`)).toContain(
    "serverside-applied",
  )
})

test("explain and api-resources know the kinds", async () => {
  expect(await run("explain deployment.spec.replicas")).toContain("FIELD: replicas <integer>")
  expect(await run("api-resources --api-group=apps -o name")).toContain("deployments.apps")
  expect(await run("api-versions")).toContain("apps/v1")
})

test("mistakes are told as Kubernetes tells them", async () => {
  const typo = await write(
    "typo.yaml",
    deployment.replace("replicas: 3", "replicsa: 3").replace("name: web", "name: typo"),
  )
  expect(await fails(`create -f ${typo}`)).toContain('strict decoding error: unknown field "spec.replicsa"')
  const wrong = await write(
    "wrong.yaml",
    deployment.replace("replicas: 3", "replicas: three").replace("name: web", "name: wrong"),
  )
  expect(await fails(`create -f ${wrong}`)).toContain("json: cannot unmarshal string into Go struct field")
  const other = await write(
    "other.yaml",
    deployment.replace("matchLabels: { app: web }", "matchLabels: { app: x }").replace("name: web", "name: other"),
  )
  expect(await fails(`create -f ${other}`)).toContain("`selector` does not match template `labels`")
  expect(await fails("create configmap x -n nowhere")).toContain('namespaces "nowhere" not found')
})

test("wait and watch see what happens", async () => {
  await run("create configmap waited")
  const waiting = run("wait --for=delete configmap/waited --timeout=20s")
  await run("delete configmap waited")
  await waiting // says nothing when the deletion was quicker
  const watching = execa(kubectl, ["get", "configmap", "-w", "--no-headers", "--request-timeout=3s"], {
    env: { KUBECONFIG: api.kubeconfig },
    reject: false,
  })
  await run("create configmap watched")
  expect((await watching).stdout).toContain("watched")
}, 60_000)

test("a user is allowed what a role binding says and no more", async () => {
  const alice = await api.kubeconfigFor("alice")
  expect(await fails("get pods", { KUBECONFIG: alice })).toBe(
    'Error from server (Forbidden): pods is forbidden: User "alice" cannot list resource "pods" in API group "" in the namespace "default"',
  )
  await run("create role reader --verb=get,list,watch --resource=pods")
  await run("create rolebinding alice --role=reader --user=alice")
  expect(await run("get pods", undefined, { KUBECONFIG: alice })).toBe("")
  expect(await run("auth can-i create pods --as=alice", undefined, {}, false)).toBe("no")
})

/** The words are split at spaces; `last` is one word whatever it holds. */
async function run(
  words: string,
  last?: string,
  more: Readonly<Record<string, string>> = {},
  reject = true,
): Promise<string> {
  const args = [...words.split(" "), ...(last === undefined ? [] : [last])]
  const { stdout } = await execa(kubectl, args, { env: { KUBECONFIG: api.kubeconfig, ...more }, reject })
  return stdout.trim()
}

async function fails(words: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stderr, exitCode } = await execa(kubectl, words.split(" "), {
    env: { KUBECONFIG: api.kubeconfig, ...more },
    reject: false,
  })
  expect(exitCode).not.toBe(0)
  return stderr.trim()
}

async function write(name: string, text: string, mode = 0o644): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text, { mode })
  return path
}
