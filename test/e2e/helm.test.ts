import { mkdir, mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { must } from "../support/cove.ts"
import { webImageArchive } from "../support/images.ts"
import { helmPath } from "../support/kubectl.ts"
import type { Namespace, TestCluster } from "../support/test-cluster.ts"
import { drivers, sharedCluster } from "../support/test-cluster.ts"

const chart = {
  "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\nappVersion: '1'\n",
  "values.yaml": "version: 1\nreplicas: 1\n",
  "templates/web.yaml": `
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}, labels: { app.kubernetes.io/managed-by: {{ .Release.Service }} } }
data: { version: "{{ .Values.version }}" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{ name: c, image: "cove.test/web:{{ .Values.version }}" }]
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }} }
spec: { selector: { app: {{ .Release.Name }} }, ports: [{ port: 80, targetPort: 8080 }] }
`,
}

for (const driver of drivers) {
  for (const major of [3, 4] as const) {
    describe(`Helm ${major} on the ${driver} driver`, () => {
      let cluster: TestCluster
      let space: Namespace
      let folder = ""
      let helm = ""

      beforeAll(async () => {
        cluster = await sharedCluster(driver)
        for (const version of [1, 2]) await cluster.cove(["image", "load", await webImageArchive(version)])
        space = await cluster.namespace(`helm${major}`)
        helm = await helmPath(major)
        folder = join(await mkdtemp(join(tmpdir(), "cove-helm-")), "web")
        await mkdir(join(folder, "templates"), { recursive: true })
        for (const [name, text] of Object.entries(chart)) await writeFile(join(folder, name), text)
      })

      const run = (...args: readonly string[]) =>
        must(helm, [...args, "--kube-context", cluster.profile, "-n", space.name])
      const image = async () => (await space.get("deployment", "shop")).spec.template.spec.containers[0].image

      it("installs, upgrades, rolls back and uninstalls a chart", async () => {
        expect(await run("install", "shop", folder, "--wait", "--timeout", "60s")).toContain("STATUS: deployed")
        expect(await image()).toBe("cove.test/web:1")
        await run("upgrade", "shop", folder, "--set", "version=2,replicas=2", "--wait", "--timeout", "60s")
        expect(await image()).toBe("cove.test/web:2")
        expect((await space.get("deployment", "shop")).status.readyReplicas).toBe(2)
        expect(await run("history", "shop")).toMatch(/1\s[\s\S]*superseded[\s\S]*2\s[\s\S]*deployed/)
        await run("rollback", "shop", "1", "--wait", "--timeout", "60s")
        expect(await image()).toBe("cove.test/web:1")
        expect(await run("list")).toContain("shop")
        await run("uninstall", "shop", "--wait", "--timeout", "60s")
        expect((await space.get("deployments")).items).toEqual([])
      })
    })
  }
}
