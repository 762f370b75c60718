import { CommandError, runCommand } from "./command.ts"

/**
 * A command line that starts a container runtime on the root of its mount namespace. From within a chroot, runtimes start
 * containers well, but whatever joins a container later lands in the root outside the chroot. There, this gives the
 * runtime a mount namespace of its own in which the chroot is the root.
 */
export async function onTrueRoot(
  command: string,
  args: readonly string[],
): Promise<readonly [string, readonly string[]]> {
  const outside = await rootAsSeenFromOutside()
  if (outside === "/") return [command, args]
  const script = 'cd "$0" && pivot_root . . && umount -l . && cd / && exec "$@"'
  return ["nsenter", [...toNamespaceRoot, "unshare", "--mount", "sh", "-c", script, outside, command, ...args]]
}

/** Joining one's own mount namespace leads to its root. */
const toNamespaceRoot = ["--mount=/proc/self/ns/mnt"]

async function rootAsSeenFromOutside(): Promise<string> {
  try {
    return await runCommand("nsenter", [...toNamespaceRoot, "readlink", `/proc/${process.pid}/root`])
  } catch (error) {
    if (error instanceof CommandError) return "/" // it may not: then there is no container runtime to start either
    throw error
  }
}
