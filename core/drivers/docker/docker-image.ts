import type Docker from "dockerode"
import { openCommand } from "../../host/command.ts"
import type { NodeImage } from "../driver.ts"
import { imageName } from "./container-options.ts"

/** Hands the root file system to the engine as an image of one layer. */
export async function importImage(engine: Docker, image: NodeImage, signal?: AbortSignal): Promise<void> {
  const [repo, tag] = imageName(image).split(":")
  const owner = ["--owner=0", "--group=0", "--numeric-owner"]
  const archive = openCommand("tar", ["-c", ...owner, "-C", image.rootfs, "."], { signal })
  const [answer] = await Promise.all([engine.importImage(archive.stdout, { repo, tag }), archive.done])
  await new Promise<void>((resolve, reject) => {
    engine.modem.followProgress(answer, (error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
}
