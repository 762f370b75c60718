import { spawn } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, watch, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { onTrueRoot } from "../../core/host/true-root.ts"
import { home, must } from "./cove.ts"
import { busyboxImageArchive, waitingImage, waitingImageArchive } from "./images.ts"

export interface TestContainerd extends AsyncDisposable {
  /** `unix:///…` */
  readonly endpoint: string
}

/** A containerd of a test's own, with busybox, for pods on the machine's own network. Debian's docker.io brings it along. */
export async function startContainerd(): Promise<TestContainerd> {
  await mkdir(home, { recursive: true })
  const folder = await mkdtemp(join(home, "containerd-"))
  const socket = join(folder, "containerd.sock")
  await writeFile(join(folder, "config.toml"), configuration(folder, socket))
  const [command, args] = await onTrueRoot("containerd", ["--config", join(folder, "config.toml")])
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  child.stderr.on("data", (part) => {
    said += part
  })
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()).on("error", () => resolve()))
  await Promise.race([
    appears(folder, "containerd.sock"),
    ended.then(() => Promise.reject(new Error(`containerd does not start:\n${said.slice(-2_000)}`))),
  ])
  for (const archive of [await busyboxImageArchive(), await waitingImageArchive()]) {
    await must("ctr", ["--address", socket, "--namespace", "k8s.io", "images", "import", archive])
  }
  return {
    endpoint: `unix://${socket}`,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM")
      await ended
      await unmountBelow(folder)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configuration(folder: string, socket: string): string {
  return `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "${socket}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${waitingImage}"
  restrict_oom_score_adj = true
  tolerate_missing_hugetlb_controller = true
  stream_server_address = "127.0.0.1"
  stream_server_port = "0"
`
}

async function appears(folder: string, name: string): Promise<void> {
  const stop = new AbortController()
  try {
    for await (const { filename } of watch(folder, { signal: stop.signal })) if (filename === name) return
  } finally {
    stop.abort()
  }
}

/** What a pod that was left behind still has mounted, the deepest first. */
async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile("/proc/mounts", "utf8")).split("\n").map((line) => line.split(" ")[1] ?? "")
  for (const path of mounts.filter((each) => each.startsWith(folder)).reverse()) await must("umount", ["-l", path])
}
