import { Writable } from "node:stream"
import { StringDecoder } from "node:string_decoder"

/** What a program writes, as lines in batches: all that came since the reader last took. */
export interface LineBatches {
  readonly input: Writable
  /** At least one line; undefined when the program has ended and all is taken. */
  next(): Promise<readonly string[] | undefined>
}

/** Lines that wait for their reader; with more, the program that writes them waits too. */
const waitingMax = 2_000
/** Of a line longer than this the rest is dropped. */
const lineMax = 1024 * 1024

/** Made for one program: `input` is where it writes, and `end` is called when it is over. */
export function newLineBatches(): LineBatches {
  const decoder = new StringDecoder("utf8")
  let lines: string[] = []
  let unfinished = ""
  let isOver = false
  let goOn: (() => void) | undefined
  let news = Promise.withResolvers<void>()
  const input = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const parts = (unfinished + decoder.write(chunk)).split("\n")
      unfinished = (parts.pop() ?? "").slice(0, lineMax)
      lines.push(...parts)
      if (parts.length > 0) news.resolve()
      if (lines.length < waitingMax) done()
      else goOn = done
    },
    destroy(_error, done) {
      isOver = true
      news.resolve()
      done(null)
    },
  })
  return {
    input,
    async next() {
      while (lines.length === 0) {
        if (isOver) return undefined
        news = Promise.withResolvers()
        await news.promise
      }
      const batch = lines
      lines = []
      goOn?.()
      goOn = undefined
      return batch
    },
  }
}
