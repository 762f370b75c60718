import { once } from "node:events"
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PassThrough, Readable } from "node:stream"
import {
  Attach,
  CoreV1Api,
  Cp,
  Exec,
  KubeConfig,
  KubernetesObjectApi,
  Log,
  makeInformer,
  PatchStrategy,
  PortForward,
  setHeaderOptions,
  type V1Status,
  Watch,
} from "@kubernetes/client-node"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { kubeconfig } from "../support/cove.ts"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

/** Kubernetes' own client for JavaScript finds everything where it expects it. */
for (const driver of drivers) {
  describe(`client libraries on the ${driver} driver`, () => {
    const namespace = "client-libraries"
    const container = "c"
    let cluster: TestCluster
    let space: Namespace
    let config: KubeConfig
    let core: CoreV1Api
    let folder: string

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace(namespace)
      folder = await mkdtemp(join(tmpdir(), "cove-client-"))
      config = new KubeConfig()
      config.loadFromFile(kubeconfig)
      config.setCurrentContext(cluster.profile)
      core = config.makeApiClient(CoreV1Api)
      const command = [
        "sh",
        "-c",
        "httpd -p 8080 -h /www; i=0; while true; do echo line $i; i=$((i+1)); sleep 0.2; done",
      ]
      const body = {
        metadata: { name: "web" },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: container, image: webImage(1), command }] },
      }
      await core.createNamespacedPod({ namespace, body })
      await space.kubectl(["wait", "--for=condition=Ready", "pod/web", "--timeout=60s"])
    })

    afterAll(async () => {
      await rm(folder, { recursive: true, force: true })
      await space?.kubectl(["delete", "namespace", namespace, "--wait=false"])
    })

    it("creates, reads, replaces, patches and deletes", async () => {
      const at = { namespace, name: "settings" }
      const first = await core.createNamespacedConfigMap({
        namespace,
        body: { metadata: { name: "settings" }, data: { color: "red" } },
      })
      expect((await core.readNamespacedConfigMap(at)).data).toEqual({ color: "red" })
      await core.replaceNamespacedConfigMap({ ...at, body: { ...first, data: { color: "blue" } } })
      await expect(core.replaceNamespacedConfigMap({ ...at, body: first })).rejects.toMatchObject({ code: 409 })
      const patches = [
        [PatchStrategy.MergePatch, { data: { merged: "yes" } }],
        [PatchStrategy.StrategicMergePatch, { data: { strategic: "yes" } }],
        [PatchStrategy.JsonPatch, [{ op: "replace", path: "/data/color", value: "green" }]],
      ] as const
      for (const [language, body] of patches) {
        await core.patchNamespacedConfigMap({ ...at, body }, setHeaderOptions("Content-Type", language))
      }
      const { items } = await core.listNamespacedConfigMap({ namespace, fieldSelector: "metadata.name=settings" })
      expect(items.map(({ data }) => data)).toEqual([{ color: "green", merged: "yes", strategic: "yes" }])
      await core.deleteNamespacedConfigMap(at)
      await expect(core.readNamespacedConfigMap(at)).rejects.toMatchObject({ code: 404 })
    })

    it("applies, and is told who else has a field", async () => {
      const objects = KubernetesObjectApi.makeApiClient(config)
      const wanted = (color: string) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "applied", namespace },
        data: { color },
      })
      const apply = (color: string, manager: string, force: boolean) =>
        objects.patch(wanted(color), undefined, undefined, manager, force, PatchStrategy.ServerSideApply)
      await apply("red", "one", false)
      await expect(apply("blue", "two", false)).rejects.toMatchObject({ code: 409 })
      expect(await apply("blue", "two", true)).toMatchObject({ data: { color: "blue" } })
    })

    it("watches, and keeps a copy of what it watches", async () => {
      const seen: string[] = []
      const labelSelector = "watched=yes"
      const list = () => core.listNamespacedConfigMap({ namespace, labelSelector })
      const informer = makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list, labelSelector)
      for (const verb of ["add", "update", "delete"] as const) {
        informer.on(verb, ({ metadata }) => seen.push(`${verb} ${metadata?.name}`))
      }
      await informer.start()
      const labels = { watched: "yes" }
      const body = { metadata: { name: "seen", labels }, data: { a: "1" } }
      await core.createNamespacedConfigMap({ namespace, body })
      await core.replaceNamespacedConfigMap({ namespace, name: "seen", body: { ...body, data: { a: "2" } } })
      await eventually(async () => expect(seen).toEqual(["add seen", "update seen"]))
      expect(informer.get("seen", namespace)?.data).toEqual({ a: "2" })
      await core.deleteNamespacedConfigMap({ namespace, name: "seen" })
      await eventually(async () => expect(seen).toContain("delete seen"))
      await informer.stop()
    })

    it("hears of the end of a watch", async () => {
      const types: string[] = []
      const ended = Promise.withResolvers<unknown>()
      const path = `/api/v1/namespaces/${namespace}/pods`
      const query = { timeoutSeconds: 1, allowWatchBookmarks: true }
      await new Watch(config).watch(path, query, (type) => types.push(type), ended.resolve)
      await ended.promise
      expect(types[0]).toBe("ADDED")
    })

    async function exec(command: readonly string[], input?: Readable) {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()]
      const output = Promise.all([textOf(stdout), textOf(stderr)])
      const ended = Promise.withResolvers<V1Status>()
      const to = [stdout, stderr, input ?? null, false] as const
      const socket = await new Exec(config).exec(namespace, "web", container, [...command], ...to, ended.resolve)
      const status = await ended.promise
      await new Promise((resolve) => socket.on("close", resolve))
      stdout.end()
      stderr.end()
      const [out, err] = await output
      return { status, out, err }
    }

    it("runs a command to its end", async () => {
      expect(await exec(["sh", "-c", "echo out; echo err >&2"])).toMatchObject({
        status: { status: "Success" },
        out: "out\n",
        err: "err\n",
      })
      const { status } = await exec(["sh", "-c", "exit 3"])
      expect(status).toMatchObject({ status: "Failure", reason: "NonZeroExitCode" })
      expect(status.details?.causes).toEqual([{ reason: "ExitCode", message: "3" }])
    })

    it("gives a command its input, to the last byte", async () => {
      const { out } = await exec(["sh", "-c", "wc -c"], Readable.from([Buffer.alloc(100_000, "x")]))
      expect(out.trim()).toBe("100000")
    })

    it("attaches to what runs", async () => {
      const stdout = new PassThrough()
      const socket = await new Attach(config).attach(namespace, "web", container, stdout, null, null, false)
      const [first] = await once(stdout, "data")
      expect(String(first)).toMatch(/line \d+/)
      socket.close()
    })

    it("follows a log", async () => {
      const lines = new PassThrough()
      const options = { follow: true, tailLines: 1, limitBytes: 50 }
      await new Log(config).log(namespace, "web", container, lines, options)
      const text = await textOf(lines)
      expect(text).toMatch(/^line \d+\nline \d+\n/)
      expect(text).toHaveLength(options.limitBytes)
    })

    it("copies files both ways", async () => {
      const [from, to] = [join(folder, "from"), join(folder, "to")]
      await mkdir(from)
      await mkdir(to)
      await writeFile(join(from, "there.txt"), "there and back")
      const cp = new Cp(config)
      await cp.cpToPod(namespace, "web", container, from, "/tmp")
      await eventually(async () => expect((await exec(["cat", "/tmp/there.txt"])).out).toBe("there and back"))
      await cp.cpFromPod(namespace, "web", container, "there.txt", to, "/tmp")
      await eventually(async () => expect(await readFile(join(to, "there.txt"), "utf8")).toBe("there and back"))
    })

    it("forwards a port", async () => {
      const forward = new PortForward(config)
      const tunnel = new PassThrough()
      const back = new PassThrough()
      await forward.portForward(namespace, "web", [8080], back, null, tunnel)
      tunnel.write("GET / HTTP/1.0\r\n\r\n")
      let text = ""
      back.on("data", (part) => {
        text += String(part)
      })
      await eventually(async () => expect(text).toContain("web 1"))
    })

    it("reaches a pod through the API server", async () => {
      expect(await core.connectGetNamespacedPodProxy({ namespace, name: "web:8080" })).toContain("web 1")
    })
  })
}

async function textOf(stream: Readable): Promise<string> {
  let text = ""
  for await (const part of stream) text += String(part)
  return text
}
