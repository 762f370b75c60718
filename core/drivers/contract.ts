/** What drivers know of the node image: its first process, an init that reaps and passes TERM on. */
export const nodeCommand: readonly string[] = ["/usr/bin/catatonit", "--", "/usr/local/bin/entrypoint"]

/** How long a node may take to end after TERM. */
export const stopSeconds = 10
