import { writeFile } from "node:fs/promises"
import type { HostPathVolumeSource } from "../../apis/core/v1.gen.ts"
import { type FileKind, factsOf, makeFolder } from "../../host/tree.ts"
import { VolumeError } from "./volume-error.ts"

/** Makes sure a path of the node is what the volume says it is; makes it where the type says so. */
export async function prepareHostPath({ path, type = "" }: HostPathVolumeSource): Promise<void> {
  if (type === "") return
  const kind = (await factsOf(path))?.kind
  if (kind === undefined && type === "DirectoryOrCreate") return makeFolder(path, 0o755)
  if (kind === undefined && type === "FileOrCreate") return writeFile(path, "", { mode: 0o644 })
  const [wanted, words] = kinds[type]
  if (kind !== wanted) throw new VolumeError(`hostPath type check failed: ${path} is not ${words}`)
}

const kinds: Readonly<Record<Exclude<NonNullable<HostPathVolumeSource["type"]>, "">, readonly [FileKind, string]>> = {
  Directory: ["folder", "a directory"],
  DirectoryOrCreate: ["folder", "a directory"],
  File: ["file", "a file"],
  FileOrCreate: ["file", "a file"],
  Socket: ["socket", "a socket file"],
  CharDevice: ["character-device", "a character device"],
  BlockDevice: ["block-device", "a block device"],
}
