const everyMs = 100
const atMostMs = 60_000

/**
 * Looks again until `check` no longer throws, and returns what it found. For what a real cluster does in its own time
 * and `kubectl wait` cannot wait for. Fails with the last reason.
 */
export async function eventually<T>(
  check: () => Promise<T> | T,
  options: { readonly atMostMs?: number } = {},
): Promise<T> {
  const endMs = performance.now() + (options.atMostMs ?? atMostMs)
  for (;;) {
    try {
      return await check()
    } catch (error) {
      if (performance.now() > endMs) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
