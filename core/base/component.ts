/** A part that runs until its signal says stop. It is handed what it needs and never builds its own. */
export interface Component {
  /** "kube-scheduler": its log name, its user agent, its lease. */
  readonly name: string
  /** Names of the components that must be ready first. */
  readonly needs: readonly string[]
  /** Resolves when `signal` aborts and everything it opened is closed; rejects when it cannot go on. */
  run(context: { readonly signal: AbortSignal; ready(): void }): Promise<void>
}
