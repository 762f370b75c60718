/**
 * Does something `count` times, in batches of 1, 2, 4 ... and stops after a batch in which one failed: when a quota or an
 * admission plugin refuses, it refuses a few requests and not hundreds. Resolves to how many succeeded and the first error.
 */
export async function slowStart(
  count: number,
  act: (index: number) => Promise<void>,
): Promise<{ readonly succeeded: number; readonly error: unknown }> {
  let succeeded = 0
  let started = 0
  for (let batch = Math.min(1, count); batch > 0; batch = Math.min(2 * batch, count - started)) {
    const first = started
    started += batch
    const results = await Promise.allSettled(Array.from({ length: batch }, (_, index) => act(first + index)))
    succeeded += results.filter((result) => result.status === "fulfilled").length
    const failed = results.find((result) => result.status === "rejected")
    if (failed !== undefined) return { succeeded, error: failed.reason }
  }
  return { succeeded, error: undefined }
}
