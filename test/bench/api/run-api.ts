import { spawn } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { readFileSync } from "node:fs"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { nodejsOptions } from "../../../core/cluster/manifests/system-pod.ts"
import { newAuthority, signCertificate } from "../../../core/cluster/pki/certificate.ts"
import { root } from "../../support/cove.ts"
import type { Credentials } from "./connections.ts"
import type { Figure } from "./phase.ts"

const port = 28_443
const podCount = 5_000

/** With the server's CPU time for each operation: what a busy machine leaves as it is. */
export interface ServerFigure extends Figure {
  readonly cpuMicros: number
}

/** The API server as a program of its own, on SQLite and TLS, under the load of `load.ts` in another process. */
export async function measureApi(onFigure: (figure: ServerFigure) => void): Promise<{ readonly memoryMb: number }> {
  const folder = await mkdtemp(join(tmpdir(), "cove-bench-api-"))
  const credentials = await writeKeys(folder)
  const at = (name: string) => join(folder, name)
  const flags = {
    "advertise-address": "192.168.99.100",
    "bind-address": "127.0.0.1",
    "secure-port": String(port),
    "tls-cert-file": at("server.crt"),
    "tls-private-key-file": at("server.key"),
    "client-ca-file": at("ca.crt"),
    "service-account-key-file": at("sa.pub"),
    "service-account-signing-key-file": at("sa.key"),
    storage: at("state.db"),
  }
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`)
  const program = join(root, "core/cmd/kube-apiserver.ts")
  const server = spawn(process.execPath, [...nodejsOptions("kube-apiserver"), program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  try {
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: server.stdout }).on("line", (line) => line.includes("bootstrap") && resolve())
      server.once("exit", (code) => reject(new Error(`The API server ended with ${code}`)))
    })
    const pid = server.pid ?? 0
    let before = cpuMicros(pid)
    await load(credentials, (figure) => {
      const now = cpuMicros(pid)
      onFigure({ ...figure, cpuMicros: (now - before) / figure.operations })
      before = now
    })
    return { memoryMb: await residentMb(pid) }
  } finally {
    server.kill()
    await rm(folder, { recursive: true })
  }
}

async function load(credentials: Credentials, onFigure: (figure: Figure) => void): Promise<void> {
  const generator = spawn(process.execPath, [join(import.meta.dirname, "load.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  createInterface({ input: generator.stdout }).on("line", (line) => onFigure(JSON.parse(line) as Figure)) // written by load.ts
  generator.stdin.end(JSON.stringify({ credentials, pods: podCount }))
  await new Promise<void>((resolve, reject) => {
    generator.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`The load ended with ${code}`))))
  })
}

/** What the process has used, all threads. In ticks of 10 ms, as Linux counts: too coarse for short phases. */
function cpuMicros(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ") ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

async function residentMb(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8")
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024
}

async function writeKeys(folder: string): Promise<Credentials> {
  const validity = { nowMs: Date.now(), days: 1 }
  const authority = await newAuthority("bench", validity)
  const server = await signCertificate(authority, {
    ...validity,
    commonName: "kube-apiserver",
    usages: ["server"],
    hosts: ["127.0.0.1"],
  })
  const admin = await signCertificate(authority, {
    ...validity,
    commonName: "admin",
    organizations: ["system:masters"],
    usages: ["client"],
  })
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const files = {
    "ca.crt": authority.certificate,
    "server.crt": server.certificate,
    "server.key": server.key,
    "sa.key": privateKey.export({ type: "pkcs8", format: "pem" }),
    "sa.pub": publicKey.export({ type: "spki", format: "pem" }),
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
  return {
    server: `https://127.0.0.1:${port}`,
    ca: authority.certificate,
    certificate: admin.certificate,
    key: admin.key,
  }
}
