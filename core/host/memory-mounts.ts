import { readTextFile } from "./files.ts"
import { runLightly } from "./light-command.ts"
import { makeFolder } from "./tree.ts"

/** tmpfs mounts of this machine, with mount(8). */
export const systemMemoryMounts = {
  async mount(path: string, sizeBytes: number | undefined): Promise<void> {
    await makeFolder(path)
    if (await isMounted(path)) return
    const size = sizeBytes === undefined ? [] : ["-o", `size=${sizeBytes}`]
    await runLightly("mount", ["-t", "tmpfs", ...size, "tmpfs", path])
  },

  async unmount(path: string): Promise<void> {
    if (await isMounted(path)) await runLightly("umount", [path])
  },
}

async function isMounted(path: string): Promise<boolean> {
  const table = (await readTextFile("/proc/self/mountinfo")) ?? ""
  return table.includes(` ${path} `)
}
