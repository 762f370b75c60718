import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { PassThrough, type Readable, Writable } from "node:stream"
import { finished } from "node:stream/promises"
import type { Driver } from "../../drivers/driver.ts"
import { openCommand } from "../../host/command.ts"
import { ClusterError } from "../errors.ts"

/** Brings an image onto every running node: out of a `docker save` or OCI archive, or out of this machine's engine. */
export async function loadImage(driver: Driver, cluster: string, image: string, signal?: AbortSignal): Promise<void> {
  const nodes = (await driver.list(cluster, signal)).filter((node) => node.running)
  if (nodes.length === 0) {
    throw new ClusterError(`Cluster "${cluster}" does not run`, {
      id: "GUEST_NOT_RUNNING",
      exitCode: 89,
      advice: "Start it: cove start",
    })
  }
  const isFile = await checkFile(image)
  await Promise.all(
    nodes.map(async (node) => {
      const source = isFile ? openFile(image) : openCommand("docker", ["save", image], { signal })
      await Promise.all([importArchive(driver, node.name, source.stdout, signal), source.done]).catch(
        (cause: unknown) => {
          throw new ClusterError(
            `Cannot load "${image}" onto node "${node.name}": ${cause instanceof Error ? cause.message : cause}`,
            {
              id: "GUEST_IMAGE_LOAD",
              exitCode: 80,
              advice: "Name a file that `docker save` wrote, or an image that `docker images` shows.",
              cause,
            },
          )
        },
      )
    }),
  )
}

/** Whether it is a file. Throws a ClusterError for a path where there is none. */
async function checkFile(image: string): Promise<boolean> {
  const found = await stat(image).catch(() => undefined)
  if (found?.isFile() === true) return true
  if (found === undefined && !/^[./~]|\.tar$|\.tgz$|\.tar\.gz$/.test(image)) return false
  throw new ClusterError(found === undefined ? `There is no file "${image}"` : `"${image}" is no file`, {
    id: "GUEST_IMAGE_LOAD",
    exitCode: 80,
    advice: "Name a file that `docker save` wrote, or an image that `docker images` shows.",
  })
}

function openFile(path: string): { readonly stdout: Readable; readonly done: Promise<void> } {
  const stdout = createReadStream(path)
  return { stdout, done: finished(stdout) }
}

async function importArchive(driver: Driver, node: string, archive: Readable, signal?: AbortSignal): Promise<void> {
  let said = ""
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said = (said + chunk.toString()).slice(-1000)
      done()
    },
  })
  const command = ["ctr", "--namespace", "k8s.io", "images", "import", "-"]
  const code = await driver.exec(
    node,
    command,
    { stdin: archive.pipe(new PassThrough()), stderr, stdout: stderr },
    signal,
  )
  if (code !== 0) throw new Error(said.trim().split("\n").at(-1) ?? `ctr ended with ${code}`)
}
