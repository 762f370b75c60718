import { Buffer } from "node:buffer"
import type { FileHandle } from "node:fs/promises"

const newline = 0x0a
const blockBytes = 64 * 1024

/** The offset at which the last `lines` lines of a file begin; read from its end, a block at a time. */
export async function offsetOfTail(file: FileHandle, lines: number): Promise<number> {
  const { size } = await file.stat()
  if (lines === 0) return size
  const block = Buffer.alloc(blockBytes)
  let found = 0
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - blockBytes)
    const { bytesRead } = await file.read(block, 0, end - start, start)
    for (let at = bytesRead - 1; at >= 0; at--) {
      if (block[at] !== newline || start + at === size - 1) continue
      found++
      if (found === lines) return start + at + 1
    }
    end = start
  }
  return 0
}
