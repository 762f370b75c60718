import { Writable } from "node:stream"
import type { Driver } from "../drivers/driver.ts"

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

/** The end of the logs that tell why a node does not come up. */
export async function lastWords(driver: Driver, node: string): Promise<string> {
  const script =
    'for f in /var/log/kubelet.log /var/log/pods/kube-system_kube-apiserver*/*/*.log; do [ -f $f ] && echo "$f:" && tail -n 5 $f; done'
  return readFromNode(driver, node, ["sh", "-c", script]).catch(() => "(the node does not answer)")
}
