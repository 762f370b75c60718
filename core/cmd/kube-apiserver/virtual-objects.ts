import { request } from "node:https"
import type { ComponentStatus } from "../../apis/core/v1.gen.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"

/** Where a control plane's own parts say how they are, and storage, which answers when this server does. */
const components = [
  { name: "scheduler", port: 10259 },
  { name: "controller-manager", port: 10257 },
] as const

const timeoutMs = 2_000

/** What is asked for each time and never kept: `kubectl get componentstatuses`, and definitions of which there are none. */
export function virtualObjects(): Readonly<Record<string, () => Promise<readonly ApiObject[]>>> {
  return {
    componentstatuses: async () => [
      ...(await Promise.all(components.map(async ({ name, port }) => statusOf(name, await ask(port))))),
      statusOf("etcd-0", { isWell: true, message: "ok" }),
    ],
    customresourcedefinitions: async () => [],
  }
}

interface Answer {
  readonly isWell: boolean
  readonly message: string
}

function statusOf(name: string, { isWell, message }: Answer): ComponentStatus & ApiObject {
  return {
    kind: "ComponentStatus",
    apiVersion: "v1",
    metadata: { name },
    conditions: [isWell ? { type: "Healthy", status: "True", message } : { type: "Healthy", status: "False", message }],
  }
}

function ask(port: number): Promise<Answer> {
  return new Promise((resolve) => {
    const url = `https://127.0.0.1:${port}/healthz`
    // On this machine, by a number of ours: whose certificate it is does not matter.
    const asking = request(url, { rejectUnauthorized: false, timeout: timeoutMs, agent: false }, (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (chunk: string) => {
        text = (text + chunk).slice(0, 1_000)
      })
      response.on("end", () => resolve({ isWell: response.statusCode === 200, message: text.trim() }))
    })
    const failed = (why: string) => resolve({ isWell: false, message: `Get "${url}": ${why}` })
    asking.once("timeout", () => {
      failed("context deadline exceeded")
      asking.destroy()
    })
    asking.once("error", (error: Error & { readonly code?: string }) =>
      failed(error.code === "ECONNREFUSED" ? `dial tcp 127.0.0.1:${port}: connect: connection refused` : error.message),
    )
    asking.end()
  })
}
