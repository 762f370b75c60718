import { readFile } from "node:fs/promises"
import { join } from "node:path"
import type { Clock } from "../../base/clock.ts"
import { waitUntil } from "../../base/wait-until.ts"
import { runCommand } from "../../host/command.ts"
import { exists } from "../../host/files.ts"
import { DriverError } from "../driver.ts"
import type { NativeNode } from "./native-store.ts"

/**
 * A node's root: the image below, the node's own changes above, and /var beside them, because overlay file systems (of
 * the pods) cannot lie on an overlay. Mounted on this machine, so that files can be copied in while the node stands still.
 */
export async function mountNode(node: NativeNode): Promise<void> {
  const [root, upper, work] = [join(node.folder, "root"), join(node.folder, "upper"), join(node.folder, "work")]
  if (!(await isMountPoint(root))) await mountLayers(node, { root, upper, work })
  const variable = join(root, "var")
  if (!(await isMountPoint(variable))) await runCommand("mount", ["--bind", join(node.folder, "var"), variable])
}

interface Layers {
  readonly root: string
  readonly upper: string
  readonly work: string
}

async function mountLayers(node: NativeNode, { root, upper, work }: Layers): Promise<void> {
  if (/[,:\\]/.test(`${node.folder}${node.image.rootfs}`)) {
    throw new DriverError(
      `Cannot mount the file system of node "${node.name}": a comma, a colon or a backslash is in its path`,
      {
        advice: "Let COVE_HOME name a folder without these.",
      },
    )
  }
  if (!(await exists(node.image.rootfs))) {
    throw new DriverError(`The base image of node "${node.name}" is gone: ${node.image.rootfs}`, {
      advice: `It cannot be made again, as it is not today's. What is left is to make the cluster anew: cove delete -p ${node.cluster}`,
    })
  }
  const layers = `lowerdir=${node.image.rootfs},upperdir=${upper},workdir=${work}`
  try {
    await runCommand("mount", ["-t", "overlay", "overlay", "-o", layers, root])
  } catch (error) {
    throw new DriverError(`Cannot mount the file system of node "${node.name}"`, {
      cause: error,
      advice: "Let COVE_HOME name a folder on an ordinary file system (ext4, xfs, btrfs), not on an overlay.",
    })
  }
}

/**
 * A process that just ended may still hold them for a moment. By force: also when somebody's shell stands in them; they are
 * gone for everybody else then.
 */
export async function unmountNode(
  node: NativeNode,
  clock: Clock,
  { force = false }: { readonly force?: boolean } = {},
): Promise<void> {
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
  }).catch(async (error: unknown) => {
    if (!force) throw error
    await runCommand("umount", ["--recursive", "--lazy", root])
  })
}

async function isMountPoint(path: string): Promise<boolean> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8")
  return mounts.split("\n").some((line) => unescaped(line.split(" ")[4] ?? "") === path)
}

/** The kernel writes a space as \040. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
