import { join } from "node:path"
import { shortHash } from "../../core/drivers/native/native-store.ts"
import { home, must, run } from "./cove.ts"

/** What is left of a node after a power cut: its disk. Everything else ends at once, without a word. */
export async function cutPower(driver: string, cluster: string): Promise<void> {
  if (driver === "docker") await must("docker", ["kill", cluster])
  else await cutNative(cluster)
}

async function cutNative(cluster: string): Promise<void> {
  const id = shortHash(join(home, "native"))
  const state = `/run/cove/${id}`
  await must("runc", ["--root", state, "kill", cluster, "KILL"])
  await must("rm", ["-rf", join(state, cluster)])
  await must("umount", ["--recursive", "--lazy", join(home, "native/nodes", cluster, "root")])
  await run("ip", ["netns", "delete", `cove-${shortHash(`${id}/${cluster}/${cluster}`)}`])
  await run("ip", ["link", "delete", `cove-${shortHash(`${id}/${cluster}`)}`])
}
