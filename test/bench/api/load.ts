/**
 * The work of the API bench, in a process of its own so that it does not share a thread with what it measures. Takes
 * `{ credentials, pods }` as JSON on standard input, writes a figure a line.
 */
import { text } from "node:stream/consumers"
import type { Asked, Credentials } from "./connections.ts"
import { Connections } from "./connections.ts"
import type { Figure } from "./phase.ts"
import { figure, phase } from "./phase.ts"

const { credentials, pods: podCount } = JSON.parse(await text(process.stdin)) as {
  credentials: Credentials
  pods: number
} // written by run.ts
const connections = new Connections(credentials, 4)
const namespace = "bench"
const list = `/api/v1/namespaces/${namespace}/pods`
const maps = `/api/v1/namespaces/${namespace}/configmaps`
const json = "application/json"
const watchers = 200
const events = 300
const busy = 32

const ask = (asked: Asked) => connections.ask(asked)
const post = (path: string, object: unknown) =>
  ask({ method: "POST", path, contentType: json, body: JSON.stringify(object) })
const pathOf = (index: number) => `${list}/${nameOf(index)}`

await post("/api/v1/namespaces", { metadata: { name: namespace } })
await post(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: "default" } })

tell(await phase("create pods, 32 at a time", { operations: podCount, workers: busy }, (i) => post(list, podOf(i))))
tell(
  await phase("create config maps, one at a time", { operations: 500, workers: 1 }, (i) =>
    post(maps, { metadata: { name: `m-${i}` }, data: { k: "v" } }),
  ),
)
tell(
  await phase("get, 32 at a time", { operations: 10_000, workers: busy }, (i) =>
    ask({ method: "GET", path: pathOf((i * 7_919) % podCount) }),
  ),
)
tell(await phase("list of 5,000 pods", { operations: 20, workers: 1 }, () => ask({ method: "GET", path: list })))
tell(
  await phase("page of 500 pods", { operations: 100, workers: 4 }, () =>
    ask({ method: "GET", path: `${list}?limit=500` }),
  ),
)
tell(
  await phase("list by label (1 %)", { operations: 300, workers: 8 }, (i) =>
    ask({ method: "GET", path: `${list}?labelSelector=shard%3Ds${i % 100}` }),
  ),
)
tell(await phase("get and update", { operations: 3_000, workers: busy }, getAndUpdate))
tell(
  await phase("merge patch", { operations: 3_000, workers: busy }, (i) =>
    patch(pathOf(i % podCount), "merge-patch+json", { metadata: { labels: { round: `m${i}` } } }),
  ),
)
tell(
  await phase("strategic merge patch of status", { operations: 3_000, workers: busy }, (i) =>
    patch(`${pathOf(i % podCount)}/status`, "strategic-merge-patch+json", {
      status: { conditions: [{ type: "Ready", status: "False", reason: `r${i}` }] },
    }),
  ),
)
tell(
  await phase("server-side apply", { operations: 1_500, workers: busy }, (i) =>
    patch(`${pathOf(i % podCount)}?fieldManager=bench&force=true`, "apply-patch+yaml", {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: nameOf(i % podCount), namespace, labels: { applied: `a${i}` } },
    }),
  ),
)
tell(await watchFan())
tell(
  await phase("delete, 32 at a time", { operations: podCount, workers: busy }, (i) =>
    ask({ method: "DELETE", path: pathOf(i) }),
  ),
)
connections.close()

function tell(result: Figure): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

function patch(path: string, type: string, body: unknown) {
  return ask({ method: "PATCH", path, contentType: `application/${type}`, body: JSON.stringify(body) })
}

async function getAndUpdate(index: number) {
  const path = pathOf(index % podCount)
  const read = await ask({ method: "GET", path })
  if (read.status !== 200) return read
  return ask({
    method: "PUT",
    path,
    contentType: json,
    body: read.body.toString().replace('"a pod as a deployment would make it"', `"changed ${index}"`),
  })
}

/** From the moment a change is sent to the moment each of the watchers has it. */
async function watchFan(): Promise<Figure> {
  const { body } = await ask({ method: "GET", path: `${list}?limit=1` })
  const { metadata } = JSON.parse(body.toString()) as { metadata: { resourceVersion: string } } // a list
  const sentMs: number[] = []
  const latencies: number[] = []
  const stop = new AbortController()
  const all = Promise.withResolvers<void>()
  const mark = '"fan":"e'
  const onLine = (line: Buffer) => {
    const at = line.indexOf(mark)
    if (at < 0) return
    latencies.push(
      performance.now() -
        (sentMs[Number.parseInt(line.toString("latin1", at + mark.length, at + mark.length + 6), 10)] ?? 0),
    )
    if (latencies.length === watchers * events) all.resolve()
  }
  const path = `${list}?watch=true&resourceVersion=${metadata.resourceVersion}`
  await Promise.all(Array.from({ length: watchers }, () => connections.follow(path, onLine, stop.signal)))
  const startedMs = performance.now()
  for (let i = 0; i < events; i++) {
    sentMs[i] = performance.now()
    await patch(pathOf(i), "merge-patch+json", { metadata: { labels: { fan: `e${i}` } } })
  }
  await all.promise
  stop.abort()
  return figure("watch: events to 200 watchers", {
    latencies,
    seconds: (performance.now() - startedMs) / 1000,
    failures: 0,
    firstFailure: undefined,
  })
}

function nameOf(index: number): string {
  return `pod-${String(index).padStart(6, "0")}`
}

/** About 2 kB, as a Deployment would make it; gated, so that no scheduler joins in. */
function podOf(index: number): unknown {
  const probe = (periodSeconds: number) => ({ httpGet: { path: "/healthz", port: "http" }, periodSeconds })
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: nameOf(index),
      namespace,
      labels: { app: "bench", shard: `s${index % 100}`, "pod-template-hash": "5d9c8b7f6" },
      annotations: { "example.com/note": "a pod as a deployment would make it" },
    },
    spec: {
      schedulingGates: [{ name: "example.com/bench" }],
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: "web",
          image: "registry.example.com/team/web:1.2.3",
          args: ["--listen=:8080", "--verbose"],
          ports: [{ containerPort: 8080, name: "http" }],
          env: [
            { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
            { name: "MODE", value: "production" },
          ],
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
          readinessProbe: probe(10),
          livenessProbe: probe(20),
          volumeMounts: [{ name: "config", mountPath: "/etc/web" }],
        },
      ],
      volumes: [{ name: "config", configMap: { name: "web-config" } }],
    },
  }
}
