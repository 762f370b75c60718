/**
 * `npm run bench`: what Cove costs on this machine, beside what Kubernetes costs on one like it. Arguments choose:
 * `npm run bench -- api`, `npm run bench -- docker native`, `npm run bench -- window`; `window=600` churns ten minutes.
 */
import { cpus, totalmem } from "node:os"
import { kubernetes } from "./api/reference.ts"
import { measureApi, type ServerFigure } from "./api/run-api.ts"
import type { ClusterFigures, Moments } from "./cluster.ts"
import { measureCluster } from "./cluster.ts"
import { printWindow } from "./window/print-window.ts"

const asked = process.argv.slice(2)
const parts = asked.length > 0 ? asked : ["docker", "native", "api", "window"]

console.log(
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}\n`,
)
for (const part of parts) {
  if (part === "api") {
    console.log("API server: TLS, SQLite, validation, RBAC and managed fields on; 5,000 pods of 4 kB")
    console.log(row(["", "per second", "Kubernetes", "ratio", "p50 ms", "p99 ms", "CPU µs", "failures"]))
    const { memoryMb } = await measureApi((figure) => console.log(figureRow(figure)))
    console.log(`memory afterwards: ${memoryMb.toFixed(0)} MB (Kubernetes and etcd: 1,289 MB)\n`)
  } else if (part.startsWith("window")) {
    await printWindow(Number(part.split("=")[1] ?? 30))
  } else printCluster(await measureCluster(part))
}

function figureRow({ phase, perSecond, p50Ms, p99Ms, cpuMicros, failures, firstFailure }: ServerFigure): string {
  const reference = kubernetes[phase].perSecond
  const cells = [
    phase,
    perSecond.toFixed(0),
    reference.toFixed(0),
    (perSecond / reference).toFixed(1),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
    cpuMicros.toFixed(0),
    String(failures),
  ]
  return row(cells) + (firstFailure === undefined ? "" : `  ${firstFailure}`)
}

function printCluster(figures: ClusterFigures): void {
  console.log(`One-node cluster, ${figures.driver} driver`)
  const seconds = (value: number) => value.toFixed(2)
  const moments: readonly (keyof Moments)[] = ["apiAnswers", "nodeReady", "dnsReady", "firstPodRunning", "commandEnds"]
  console.log(row(["seconds from the command", "start", "restart"]))
  for (const moment of moments)
    console.log(row([moment, seconds(figures.start[moment]), seconds(figures.restart[moment])]))
  console.log(`memory, idle (PSS of every process): ${figures.memoryMb.toFixed(0)} MB (target 260, Kubernetes 652)`)
  console.log(`CPU, idle, over a minute: ${figures.idleCpuPercent.toFixed(2)} % of one core (target 1, Kubernetes 5.5)`)
  console.log(
    `a Deployment of 100: all Ready after ${seconds(figures.podsRunningSeconds)} s (Kubernetes 15.0), all gone after ${seconds(figures.podsGoneSeconds)} s (Kubernetes 41)\n`,
  )
}

function row(cells: readonly string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(36) : cell.padStart(11))).join("")
}
