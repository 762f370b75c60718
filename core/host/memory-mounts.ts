import { runCommand } from "./command.ts"
import { readTextFile } from "./files.ts"
import { makeFolder } from "./tree.ts"

/** tmpfs mounts of this machine, with mount(8). */
export const systemMemoryMounts = {
  async mount(path: string, sizeBytes: number | undefined): Promise<void> {
    await makeFolder(path)
    if (await isMounted(path)) return
    const size = sizeBytes === undefined ? [] : ["-o", `size=${sizeBytes}`]
    await runCommand("mount", ["-t", "tmpfs", ...size, "tmpfs", path])
  },

  async unmount(path: string): Promise<void> {
    if (await isMounted(path)) await runCommand("umount", [path])
  },
}

async function isMounted(path: string): Promise<boolean> {
  const table = (await readTextFile("/proc/self/mountinfo")) ?? ""
  return table.includes(` ${path} `)
}
