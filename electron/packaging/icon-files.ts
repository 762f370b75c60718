/** A picture as PNG, square, with its side in pixels. */
export interface Picture {
  readonly size: number
  readonly png: Buffer
}

/** Windows' icon: a table of pictures, then the pictures themselves. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + pictures.length * 16)
  head.writeUInt16LE(1, 2) // an icon
  head.writeUInt16LE(pictures.length, 4)
  let at = head.length
  for (const [place, { size, png }] of pictures.entries()) {
    const entry = 6 + place * 16
    head.writeUInt8(size % 256, entry) // 256 is written as 0
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** What macOS calls a picture of each size. */
const icnsTypes: ReadonlyMap<number, string> = new Map([
  [16, "icp4"],
  [32, "icp5"],
  [64, "icp6"],
  [128, "ic07"],
  [256, "ic08"],
  [512, "ic09"],
  [1024, "ic10"],
])

/** macOS' icon: a row of pictures, each behind its type and length. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) => {
    const type = icnsTypes.get(size)
    return type === undefined ? [] : [chunkOf(type, png)]
  })
  return chunkOf("icns", Buffer.concat(parts))
}

function chunkOf(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, "latin1")
  head.writeUInt32BE(8 + content.length, 4)
  return Buffer.concat([head, content])
}
