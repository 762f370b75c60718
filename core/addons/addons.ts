/** What a cluster runs beyond Kubernetes itself. */
export interface AddonDefinition {
  /** A word: `dns`. */
  readonly name: string
  readonly title: string
  /** What one has of it, in a sentence or two. */
  readonly description: string
  /** Cannot be switched off: a cluster is none without it. */
  readonly builtIn: boolean
  /** The objects to look at to see whether it works. */
  readonly runs: readonly AddonPart[]
  readonly documentation?: string | undefined
}

/** Objects of one kind, by name or by labels. */
export interface AddonPart {
  /** "" for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly labelSelector?: string | undefined
}
