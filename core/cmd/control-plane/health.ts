import { certificateFromKubeconfig } from "../cluster-access.ts"
import { HealthServer } from "../health-server.ts"

/**
 * The secure local port of a control plane program: `/healthz`, `/livez`, `/readyz` and `/metrics`. Whoever asks there does
 * not verify, so it shows the certificate that it shows the API server; one made for it costs 6 MB of memory.
 */
export async function controlPlaneHealth(options: {
  program: string
  kubeconfig: string
  host: string
  port: number
}): Promise<HealthServer> {
  const { program, kubeconfig, host, port } = options
  const ok = () => "ok"
  return new HealthServer({
    host,
    port,
    tls: (await certificateFromKubeconfig(kubeconfig)) ?? (await newCertificate(program)),
    checks: { "/healthz": ok, "/livez": ok, "/readyz": ok, "/metrics": processMetrics },
  })
}

async function newCertificate(program: string) {
  const { selfSigned } = await import("./self-signed.ts")
  return selfSigned(program)
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
