import { Writable } from "node:stream"
import type { Driver, ExecStreams } from "../drivers/driver.ts"

/** Runs a command on a node and returns what it wrote to standard output. */
export async function readFromNode(
  driver: Driver,
  node: string,
  command: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  const chunks: Buffer[] = []
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
  await driver.exec(node, command, { stdout }, signal)
  return Buffer.concat(chunks).toString()
}

export interface LogWishes {
  /** Of each program. */
  readonly lines: number
  /** Goes on as more is said, until the signal aborts. */
  readonly follow: boolean
}

/** Writes what a node's programs said: containerd, the kubelet, the control plane. Returns the exit code. */
export function writeLogs(
  driver: Driver,
  node: string,
  { lines, follow }: LogWishes,
  io: Pick<ExecStreams, "stdout" | "stderr">,
  signal: AbortSignal,
): Promise<number> {
  const files = "$(ls /var/log/*.log /var/log/pods/kube-system_*/*/*.log 2>/dev/null)"
  const command = ["/bin/sh", "-c", `exec tail -v -n ${lines} ${follow ? "-F" : ""} ${files}`]
  return driver.exec(node, command, io, signal)
}

/** The end of the logs that tell why a node does not come up. */
export async function lastWords(driver: Driver, node: string): Promise<string> {
  const script =
    'for f in /var/log/kubelet.log /var/log/pods/kube-system_kube-apiserver*/*/*.log; do [ -f $f ] && echo "$f:" && tail -n 5 $f; done'
  return readFromNode(driver, node, ["sh", "-c", script]).catch(() => "(the node does not answer)")
}
