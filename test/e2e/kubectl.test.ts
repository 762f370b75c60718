import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { beforeAll, describe, expect, it } from "vitest"
import { environment } from "../support/cove.ts"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import { kubectlPath } from "../support/kubectl.ts"
import type { Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

for (const driver of drivers) {
  describe(`stock kubectl on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace
    let folder = ""

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      folder = await mkdtemp(join(tmpdir(), "cove-kubectl-"))
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("kubectl")
      const command = ["sh", "-c", "n=0; while true; do n=$((n+1)); echo line $n; sleep 1; done"]
      await space.apply(
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "talk" },
          spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "c", image: webImage(1), command }] },
        },
        {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "web" },
          spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "c", image: webImage(1) }] },
        },
      )
      await space.kubectl(["wait", "--for=condition=Ready", "pod/talk", "pod/web", "--timeout=60s"])
    })

    /** A kubectl that goes on until it is told to stop, and its lines. */
    async function start(...args: readonly string[]) {
      const child = spawn(await kubectlPath("1.36"), ["--context", cluster.profile, "-n", space.name, ...args], {
        env: environment(),
      })
      const lines: string[] = []
      createInterface({ input: child.stdout }).on("line", (line) => lines.push(line))
      createInterface({ input: child.stderr }).on("line", (line) => lines.push(line))
      return {
        lines,
        child,
        async stop() {
          child.kill()
          await once(child, "close")
        },
      }
    }

    it("exec passes input, output, errors and the exit code", async () => {
      const { code, stdout, stderr } = await space.tryKubectl(
        ["exec", "-i", "web", "--", "sh", "-c", "cat; echo oops >&2; exit 7"],
        { input: "in" },
      )
      expect({ code, stdout }).toEqual({ code: 7, stdout: "in" })
      expect(stderr).toContain("oops")
    })

    it("exec moves megabytes both ways unharmed", async () => {
      const input = "0123456789abcdef".repeat(256 * 1024)
      expect((await space.kubectl(["exec", "-i", "web", "--", "cat"], { input })).length).toBe(input.length)
    })

    it("exec -it gives a terminal", async () => {
      const command = `${await kubectlPath("1.36")} --context ${cluster.profile} -n ${space.name} exec -it web -- sh -c 'test -t 0 && echo a terminal'`
      const child = spawn("script", ["-qec", command, "/dev/null"], { env: environment() })
      let output = ""
      child.stdout.on("data", (part) => {
        output += part
      })
      await once(child, "close")
      expect(output).toContain("a terminal")
    })

    it("logs -f follows, and --tail, --since and --timestamps choose", async () => {
      const following = await start("logs", "-f", "talk")
      const first = await eventually(() => {
        expect(following.lines.length).toBeGreaterThan(0)
        return following.lines.length
      })
      await eventually(() => expect(following.lines.length).toBeGreaterThan(first))
      await following.stop()
      expect((await space.kubectl(["logs", "talk", "--tail=1"])).trim().split("\n")).toHaveLength(1)
      expect(await space.kubectl(["logs", "talk", "--tail=1", "--timestamps"])).toMatch(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z line \d+\n$/,
      )
    })

    it("attach shows what the container says", async () => {
      const attached = await start("attach", "talk")
      await eventually(() => expect(attached.lines.some((line) => /^line \d+$/.test(line))).toBe(true))
      await attached.stop()
    })

    it("cp carries a file there and back", async () => {
      const [from, back] = [join(folder, "from"), join(folder, "back")]
      await writeFile(from, "carried\n".repeat(1000))
      await space.kubectl(["cp", from, "web:/tmp/there"])
      await space.kubectl(["cp", "web:/tmp/there", back])
      expect(await readFile(back, "utf8")).toBe("carried\n".repeat(1000))
    })

    it("port-forward reaches a pod's port", async () => {
      const forward = await start("port-forward", "pod/web", ":8080")
      const port = await eventually(() => {
        const found = forward.lines
          .map((line) => /127\.0\.0\.1:(\d+) ->/.exec(line)?.[1])
          .find((each) => each !== undefined)
        expect(found).toBeDefined()
        return found
      })
      for (let i = 0; i < 3; i++) expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("web 1\n")
      await forward.stop()
    })

    it("describe shows the events Kubernetes would show", async () => {
      const text = await space.kubectl(["describe", "pod", "web"])
      for (const event of [
        /Normal\s+Scheduled\s+\S+\s+default-scheduler\s+Successfully assigned kubectl\/web to/,
        /Normal\s+Pulled\s+\S+\s+kubelet\s+/,
        /Normal\s+Created\s+\S+\s+kubelet\s+/,
        /Normal\s+Started\s+\S+\s+kubelet\s+/,
      ]) {
        expect(text).toMatch(event)
      }
    })

    it("explain and api-resources know what is served", async () => {
      expect(await space.kubectl(["explain", "deployment.spec.strategy"])).toContain("rollingUpdate")
      expect(await space.kubectl(["api-resources"])).toMatch(/deployments\s+deploy\s+apps\/v1\s+true\s+Deployment/)
    })

    it("apply merges three ways: what others set stays, what is no longer applied goes", async () => {
      const map = (data: Record<string, string>) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "merged" },
        data,
      })
      await space.apply(map({ a: "1", b: "1" }))
      await space.kubectl(["patch", "configmap", "merged", "--type=merge", "-p", '{"data":{"other":"1"}}'])
      await space.apply(map({ a: "2" }))
      expect((await space.get("configmap", "merged")).data).toEqual({ a: "2", other: "1" })
    })

    it("apply --server-side tells of a conflict and takes over when forced", async () => {
      const file = join(folder, "owned.json")
      await writeFile(
        file,
        JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "owned" }, data: { a: "1" } }),
      )
      await space.kubectl(["apply", "--server-side", "--field-manager=one", "-f", file])
      await writeFile(
        file,
        JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "owned" }, data: { a: "2" } }),
      )
      const refused = await space.tryKubectl(["apply", "--server-side", "--field-manager=two", "-f", file])
      expect(refused.code).toBe(1)
      expect(refused.stderr).toContain('Apply failed with 1 conflict: conflict with "one": .data.a')
      await space.kubectl(["apply", "--server-side", "--field-manager=two", "--force-conflicts", "-f", file])
      expect((await space.get("configmap", "owned")).data).toEqual({ a: "2" })
    })

    it("edit writes what the editor left", async () => {
      await space.kubectl(["create", "configmap", "edited", "--from-literal=a=before"])
      await space.kubectl(["edit", "configmap", "edited"], { env: { KUBE_EDITOR: "sed -i s/before/after/" } })
      expect((await space.get("configmap", "edited")).data).toEqual({ a: "after" })
    })

    it("get -w shows changes as they come", async () => {
      const watching = await start("get", "configmaps", "-w", "--no-headers")
      await eventually(() => expect(watching.lines.length).toBeGreaterThan(0))
      await space.kubectl(["create", "configmap", "watched", "--from-literal=a=b"])
      await eventually(() => expect(watching.lines.some((line) => line.startsWith("watched"))).toBe(true))
      await watching.stop()
    })

    it("wait waits for a deletion", async () => {
      await space.kubectl(["run", "brief", `--image=${webImage(1)}`])
      await space.kubectl(["wait", "--for=condition=Ready", "pod/brief", "--timeout=60s"])
      await space.kubectl(["delete", "pod", "brief", "--grace-period=1", "--wait=false"])
      await space.kubectl(["wait", "--for=delete", "pod/brief", "--timeout=60s"])
    })

    it("auth can-i and create token answer", async () => {
      expect(await space.kubectl(["auth", "can-i", "delete", "pods"])).toBe("yes\n")
      const asOther = await space.tryKubectl(["auth", "can-i", "delete", "pods", "--as=nobody"])
      expect({ code: asOther.code, stdout: asOther.stdout }).toEqual({ code: 1, stdout: "no\n" })
      const token = (await space.kubectl(["create", "token", "default"])).trim()
      const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString())
      expect(claims.sub).toBe(`system:serviceaccount:${space.name}:default`)
    })
  })
}
