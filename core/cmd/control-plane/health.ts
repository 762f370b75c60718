import { HealthServer } from "../health-server.ts"
import { selfSigned } from "./self-signed.ts"

/** The secure local port of a control plane program: `/healthz`, `/livez`, `/readyz` and `/metrics`. */
export async function controlPlaneHealth(program: string, address: string, port: number): Promise<HealthServer> {
  const ok = () => "ok"
  return new HealthServer({
    host: address,
    port,
    tls: await selfSigned(program),
    checks: { "/healthz": ok, "/livez": ok, "/readyz": ok, "/metrics": processMetrics },
  })
}

/** Loaded when somebody asks: most clusters have nobody who does. */
async function processMetrics(): Promise<string> {
  const { Gauge, Registry } = await import("prom-client")
  const registers = [new Registry()]
  const usage = process.resourceUsage()
  const cpuSeconds = (usage.userCPUTime + usage.systemCPUTime) / 1e6
  const help = "Total user and system CPU time spent in seconds."
  new Gauge({ name: "process_cpu_seconds_total", help, registers }).set(cpuSeconds)
  const memory = new Gauge({ name: "process_resident_memory_bytes", help: "Resident memory size in bytes.", registers })
  memory.set(process.memoryUsage.rss())
  const start = "Start time of the process since unix epoch in seconds."
  new Gauge({ name: "process_start_time_seconds", help: start, registers }).set(Date.now() / 1000 - process.uptime())
  return registers[0]?.metrics() ?? ""
}
