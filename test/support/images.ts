import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { pack } from "tar-stream"
import { downloadDebianPackages } from "../../core/cluster/node-image/debian.ts"
import { home, must } from "./cove.ts"

/** A web server that says its version, and a shell with the usual tools: all out of one Debian package. */
export const webImage = (version: number) => `cove.test/web:${version}`

/** The image that recorded manifests name; ours, under that name. */
export const busyboxImage = "docker.io/library/busybox:1"

/** The images as archives to `cove image load`. Built once a run. */
export function webImageArchive(version: number): Promise<string> {
  const command = ["httpd", "-f", "-p", "8080", "-h", "/www"]
  return archiveOf(`web-${version}`, { name: webImage(version), command, page: `web ${version}\n` })
}

export function busyboxImageArchive(): Promise<string> {
  return archiveOf("busybox", { name: busyboxImage, command: ["sh"], page: "" })
}

/** Does nothing until it is told to end: what holds a pod's namespaces where there is no node's own. */
export const waitingImage = "cove.test/waiting:1"

export function waitingImageArchive(): Promise<string> {
  return archiveOf("waiting", { name: waitingImage, command: ["sleep", "2147483647"], page: "" })
}

interface ImageContent {
  readonly name: string
  readonly command: readonly string[]
  readonly page: string
}

async function archiveOf(file: string, content: ImageContent): Promise<string> {
  const folder = join(home, "cache/test-images")
  const archive = join(folder, `${file}.tar`)
  if (existsSync(archive)) return archive
  await mkdir(folder, { recursive: true })
  await writeFile(archive, await imageArchive(content, await busybox(folder)))
  return archive
}

async function busybox(folder: string): Promise<Buffer> {
  const path = join(folder, "busybox")
  if (!existsSync(path)) {
    const debs = await downloadDebianPackages({
      suite: "bookworm",
      packages: ["busybox-static"],
      folder: join(folder, "debian"),
    })
    const deb = debs.find((each) => each.includes("busybox-static"))
    if (deb === undefined) throw new Error("Debian's busybox-static was not downloaded")
    await must("dpkg-deb", ["-x", deb, join(folder, "busybox-root")])
    const found = ["bin/busybox", "usr/bin/busybox"]
      .map((each) => join(folder, "busybox-root", each))
      .find((each) => existsSync(each))
    await writeFile(path, await readFile(found ?? "busybox"))
  }
  return readFile(path)
}

const applets =
  "sh cat echo ls cp mv rm mkdir mknod chmod chown id env sleep date wget nc nslookup httpd ping ps kill tail head grep sed awk tar test true false touch dd stat df mount hostname ip seq tr wc sort md5sum printf sync vi tee".split(
    " ",
  )

async function imageArchive({ name, command, page }: ImageContent, binary: Buffer): Promise<Buffer> {
  const layer = await tar([
    ...["bin", "etc", "tmp", "www", "root", "var"].map((folder) => ({
      name: `${folder}/`,
      type: "directory" as const,
      mode: folder === "tmp" ? 0o1777 : 0o755,
    })),
    { name: "bin/busybox", mode: 0o755, content: binary },
    ...applets.map((applet) => ({ name: `bin/${applet}`, type: "symlink" as const, linkname: "busybox" })),
    {
      name: "etc/passwd",
      mode: 0o644,
      content: Buffer.from("root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/tmp:/bin/sh\n"),
    },
    { name: "etc/group", mode: 0o644, content: Buffer.from("root:x:0:\nweb:x:1000:\n") },
    { name: "www/index.html", mode: 0o644, content: Buffer.from(page) },
  ])
  const config = Buffer.from(
    JSON.stringify({
      architecture: "amd64",
      os: "linux",
      config: { Env: ["PATH=/bin"], Cmd: command, WorkingDir: "/" },
      rootfs: { type: "layers", diff_ids: [`sha256:${sha256(layer)}`] },
      history: [{ created_by: "test" }],
    }),
  )
  const configName = `${sha256(config)}.json`
  const manifest = JSON.stringify([{ Config: configName, RepoTags: [name], Layers: ["layer.tar"] }])
  return tar([
    { name: "manifest.json", content: Buffer.from(manifest) },
    { name: configName, content: config },
    { name: "layer.tar", content: layer },
  ])
}

interface Entry {
  readonly name: string
  readonly type?: "file" | "directory" | "symlink"
  readonly mode?: number
  readonly linkname?: string
  readonly content?: Buffer
}

async function tar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack()
  for (const { content, ...header } of entries) {
    if (content === undefined) archive.entry(header)
    else archive.entry(header, content)
  }
  archive.finalize()
  return Buffer.concat(await Array.fromAsync(archive as AsyncIterable<Buffer>))
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex")
}
