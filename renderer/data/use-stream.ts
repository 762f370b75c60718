import type { Input, Output, StreamName } from "../../core/bridge/contract.ts"
import { type Fold, type Streamed, useStreamFold } from "./use-stream-fold.ts"

/** The last item of a stream of the host's, for as long as the screen is there. */
export function useStream<K extends StreamName>(method: K, input: Input<K>): Streamed<Output<K>> {
  // It keeps what it is given, of whatever type.
  return useStreamFold(method, input, last as Fold<Output<K>, Output<K>>)
}

const last: Fold<unknown, unknown> = { start: undefined, add: (_before, item) => item }
