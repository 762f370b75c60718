import { beforeAll, describe, expect, it } from "vitest"
import { eventually } from "../support/eventually.ts"
import { webImage, webImageArchive } from "../support/images.ts"
import type { Loose, Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

const image = webImage(1)

function pod(name: string, container: object, spec: object = {}): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: name } },
    spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "c", image, ...container }], ...spec },
  }
}

for (const driver of drivers) {
  describe(`pods on the ${driver} driver`, () => {
    let cluster: TestCluster
    let space: Namespace

    beforeAll(async () => {
      cluster = await sharedCluster(driver)
      await cluster.cove(["image", "load", await webImageArchive(1)])
      space = await cluster.namespace("pods")
    })

    const ready = (name: string) => space.kubectl(["wait", "--for=condition=Ready", `pod/${name}`, "--timeout=60s"])
    const status = async (name: string): Promise<Loose> => (await space.get("pod", name)).status

    it("get configuration and secrets as environment and as files, and see files change", async () => {
      await space.kubectl(["create", "configmap", "settings", "--from-literal=color=red"])
      await space.kubectl(["create", "secret", "generic", "password", "--from-literal=word=s3cret"])
      await space.apply(
        pod(
          "configured",
          {
            command: ["sh", "-c", "sleep 3600"],
            env: [
              { name: "COLOR", valueFrom: { configMapKeyRef: { name: "settings", key: "color" } } },
              { name: "WORD", valueFrom: { secretKeyRef: { name: "password", key: "word" } } },
              { name: "BOTH", value: "$(COLOR)-$(WORD)" },
              { name: "WHERE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
            ],
            volumeMounts: [
              { name: "settings", mountPath: "/settings" },
              { name: "password", mountPath: "/password" },
              { name: "scratch", mountPath: "/scratch" },
            ],
          },
          {
            volumes: [
              { name: "settings", configMap: { name: "settings" } },
              { name: "password", secret: { secretName: "password", defaultMode: 0o400 } },
              { name: "scratch", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
            ],
          },
        ),
      )
      await ready("configured")
      const inside = (script: string) => space.kubectl(["exec", "configured", "--", "sh", "-c", script])
      expect(
        await inside(
          "echo $BOTH; cat /settings/color /password/word; stat -c %a /password/..data/word; mount | grep -c '/scratch type tmpfs'",
        ),
      ).toBe("red-s3cret\nreds3cret400\n1\n")
      await space.kubectl(["patch", "configmap", "settings", "--type=merge", "-p", '{"data":{"color":"blue"}}'])
      await eventually(async () => expect(await inside("cat /settings/color")).toBe("blue"), { atMostMs: 90_000 })
    })

    it("run init containers in order before anything else", async () => {
      const step = (name: string) => ({
        name,
        image,
        command: ["sh", "-c", `echo ${name} >> /work/order`],
        volumeMounts: [{ name: "work", mountPath: "/work" }],
      })
      await space.apply(
        pod(
          "ordered",
          {
            command: ["sh", "-c", "echo main >> /work/order; sleep 3600"],
            volumeMounts: [{ name: "work", mountPath: "/work" }],
          },
          { initContainers: [step("first"), step("second")], volumes: [{ name: "work", emptyDir: {} }] },
        ),
      )
      await ready("ordered")
      expect(await space.kubectl(["exec", "ordered", "--", "cat", "/work/order"])).toBe("first\nsecond\nmain\n")
    })

    it("are restarted by a failing liveness probe", async () => {
      await space.apply(
        pod("sick", {
          command: ["sh", "-c", "touch /tmp/well; sleep 3; rm /tmp/well; sleep 3600"],
          livenessProbe: { exec: { command: ["test", "-f", "/tmp/well"] }, periodSeconds: 1, failureThreshold: 1 },
        }),
      )
      await eventually(async () => expect((await status("sick")).containerStatuses[0].restartCount).toBeGreaterThan(0))
      const { items } = await space.get("events", "--field-selector=involvedObject.name=sick")
      const messages = items.map((event: Loose) => event.message as string)
      expect(messages.some((message: string) => message.startsWith("Liveness probe failed"))).toBe(true)
      expect(messages).toContain("Container c failed liveness probe, will be restarted")
      await space.kubectl(["delete", "pod", "sick", "--wait=false"])
    })

    it("get traffic only while their readiness probe succeeds", async () => {
      await space.apply(
        pod("gated", { readinessProbe: { exec: { command: ["test", "-f", "/tmp/open"] }, periodSeconds: 1 } }),
        {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "gated" },
          spec: { selector: { app: "gated" }, ports: [{ port: 80, targetPort: 8080 }] },
        },
      )
      const addresses = async () =>
        ((await space.get("endpoints", "gated")).subsets ?? []).flatMap((subset: Loose) => subset.addresses ?? [])
      await eventually(async () => expect((await status("gated")).phase).toBe("Running"))
      expect(await addresses()).toHaveLength(0)
      await space.kubectl(["exec", "gated", "--", "touch", "/tmp/open"])
      await eventually(async () => expect(await addresses()).toHaveLength(1))
      await space.kubectl(["exec", "gated", "--", "rm", "/tmp/open"])
      await eventually(async () => expect(await addresses()).toHaveLength(0))
    })

    it("are killed at their memory limit: OOMKilled, 137, and then CrashLoopBackOff", async () => {
      const hungry = "dd if=/dev/zero of=/dev/null bs=1M count=1; tail -c 200m /dev/zero"
      await space.apply(pod("hungry", { command: ["sh", "-c", hungry], resources: { limits: { memory: "50Mi" } } }))
      await eventually(async () => {
        const [container] = (await status("hungry")).containerStatuses
        const ended = container.state.terminated ?? container.lastState.terminated
        expect({ reason: ended.reason, exitCode: ended.exitCode }).toEqual({ reason: "OOMKilled", exitCode: 137 })
      })
      await eventually(async () =>
        expect((await status("hungry")).containerStatuses[0].state.waiting.reason).toBe("CrashLoopBackOff"),
      )
      expect(await space.kubectl(["get", "pod", "hungry"])).toMatch(/hungry\s+0\/1\s+(CrashLoopBackOff|OOMKilled)/)
      await space.kubectl(["delete", "pod", "hungry", "--wait=false"])
    })

    it("end with their exit code when they are not to be restarted", async () => {
      await space.apply(
        pod("done", { command: ["sh", "-c", "echo bye > /dev/termination-log; exit 3"] }, { restartPolicy: "Never" }),
      )
      await eventually(async () => expect((await status("done")).phase).toBe("Failed"))
      expect((await status("done")).containerStatuses[0].state.terminated).toMatchObject({
        exitCode: 3,
        reason: "Error",
        message: "bye\n",
      })
    })

    it("that fit nowhere stay Pending and say why", async () => {
      await space.apply(pod("huge", { resources: { requests: { cpu: "1000" } } }))
      await eventually(async () => {
        const condition = (await status("huge")).conditions.find((each: Loose) => each.type === "PodScheduled")
        expect(condition).toMatchObject({ status: "False", reason: "Unschedulable" })
        expect(condition.message).toContain("0/1 nodes are available: 1 Insufficient cpu.")
      })
      await space.kubectl(["delete", "pod", "huge"])
    })

    it("share files, run as whom they say, and cannot write to a read-only root", async () => {
      await space.apply(
        pod("careful", {
          command: ["sh", "-c", "id -u; touch /x || echo read-only; sleep 3600"],
          securityContext: {
            runAsUser: 1000,
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
          },
        }),
      )
      await ready("careful")
      // The two streams are two pipes: which comes first is nobody's promise.
      await eventually(async () => {
        const lines = (await space.kubectl(["logs", "careful"])).split("\n").sort()
        expect(lines).toEqual(["", "1000", "read-only", "touch: /x: Read-only file system"])
      })
    })

    it("reach the API as their service account", async () => {
      await space.apply(pod("client", { command: ["sleep", "3600"] }))
      await ready("client")
      const script =
        "cat /var/run/secrets/kubernetes.io/serviceaccount/namespace; test -s /var/run/secrets/kubernetes.io/serviceaccount/token && echo; nslookup kubernetes.default.svc.cluster.local | grep -c 10.96.0.1"
      expect(await space.kubectl(["exec", "client", "--", "sh", "-c", script])).toMatch(/^pods\n[1-9]\n$/)
    })

    it("are asked over gRPC whether they are ready", async () => {
      // A health service in a line (grpc.health.v1): every answer is SERVING, as a message of two bytes.
      const script =
        'require("node:http2").createServer().on("stream", (s) => { s.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });' +
        ' s.on("wantTrailers", () => s.sendTrailers({ "grpc-status": "0" })); s.end(Buffer.from([0, 0, 0, 0, 2, 8, 1])) }).listen(9000)'
      const folders = ["/usr", "/opt/cove"]
      const mounts = folders.map((mountPath, at) => ({ name: `v${at}`, mountPath, readOnly: true }))
      const readinessProbe = { grpc: { port: 9000 }, periodSeconds: 1 }
      const command = ["/opt/cove/bin/node", "-e", script]
      const container = {
        image: "cove-system:v1",
        imagePullPolicy: "IfNotPresent",
        command,
        volumeMounts: mounts,
        readinessProbe,
      }
      await space.apply(
        pod("grpc", container, { volumes: folders.map((path, at) => ({ name: `v${at}`, hostPath: { path } })) }),
      )
      await ready("grpc")
      const { items } = await space.get("events", "--field-selector=involvedObject.name=grpc,type=Warning")
      expect(items.map((event: Loose) => event.message)).toEqual([])
    })

    it("may say much: their logs are cut into pieces and the last lines stay in reach", async () => {
      const line = "x".repeat(1000)
      const command = ["sh", "-c", `busybox yes ${line} | head -n 24000; echo the end; sleep 3600`]
      await space.apply(pod("talker", { command }))
      await eventually(async () => expect(await space.kubectl(["logs", "talker", "--tail=1"])).toBe("the end\n"))
      const count = `ls /var/log/pods/pods_talker_*/c | wc -l`
      await eventually(async () => expect(Number((await cluster.cove(["ssh", "--", count])).stdout)).toBeGreaterThan(1))
    })
  })
}
