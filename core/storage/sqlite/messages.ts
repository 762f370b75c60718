/** What the writer's thread starts with. */
export interface WriterData {
  readonly path: string
  /** How long to wait for another process to let go of the file. */
  readonly waitMs: number
}

/** What the log asks of its writer thread. Each request is answered once, in order. */
export type WriterRequest =
  | { readonly type: "append"; readonly batch: PackedBatch }
  | {
      readonly type: "forget"
      readonly revisions: Float64Array
      readonly compacted: number
      readonly revision: number
    }
  | { readonly type: "close" }

export type WriterAnswer =
  | { readonly type: "ready" }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly message: string }

/**
 * Records side by side: one array of bytes crosses to the thread instead of hundreds of little ones. A deletion has
 * the length -1.
 */
export interface PackedBatch {
  readonly firstRevision: number
  readonly keys: readonly string[]
  readonly created: Float64Array
  /** 0 for what does not expire. */
  readonly expires: Float64Array
  readonly lengths: Int32Array
  readonly values: Uint8Array
}
