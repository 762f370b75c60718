import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { waitUntil } from "../../base/wait-until.ts"
import { runCommand } from "../../host/command.ts"
import { DriverError } from "../driver.ts"
import type { NativeNode } from "./native-store.ts"

/**
 * A node's root: the image below, the node's own changes above, and /var beside them, because overlay file systems (of
 * the pods) cannot lie on an overlay. Mounted on this machine, so that files can be copied in while the node stands still.
 */
export async function mountNode(node: NativeNode): Promise<void> {
  const [root, upper, work] = [join(node.folder, "root"), join(node.folder, "upper"), join(node.folder, "work")]
  if (await isMountPoint(root)) return
  const layers = `lowerdir=${node.image.rootfs},upperdir=${upper},workdir=${work}`
  try {
    await runCommand("mount", ["-t", "overlay", "overlay", "-o", layers, root])
  } catch (error) {
    throw new DriverError(`Cannot mount the file system of node "${node.name}"`, {
      cause: error,
      advice: "Let COVE_HOME name a folder on an ordinary file system (ext4, xfs, btrfs), not on an overlay.",
    })
  }
  await runCommand("mount", ["--bind", join(node.folder, "var"), join(root, "var")])
}

/** A process that just ended may still hold them for a moment. */
export async function unmountNode(node: NativeNode, clock: Clock): Promise<void> {
  const root = join(node.folder, "root")
  const unmounted = async () => {
    if (!(await isMountPoint(root))) return true
    return runCommand("umount", ["--recursive", root]).then(
      () => true,
      () => false,
    )
  }
  await waitUntil(unmounted, {
    clock,
    what: `file system of node "${node.name}" to be free`,
    everyMs: 50,
    atMostMs: 5_000,
  })
}

async function isMountPoint(path: string): Promise<boolean> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8")
  return mounts.split("\n").some((line) => line.split(" ")[4] === path)
}
