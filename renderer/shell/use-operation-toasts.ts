import { useEffect, useRef } from "react"
import { useOperations } from "../data/use-operations.ts"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"

/** Tells when an operation ends that was seen to run, wherever one is by then. */
export function useOperationToasts(): void {
  const operations = useOperations()
  const toaster = useToaster()
  const running = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    for (const { id, state, action, profile, failure, notes } of operations) {
      if (!running.current.has(id) || state === "running") continue
      const detail = notes.length === 0 ? undefined : `${notes.join(". ")}.`
      if (state === "succeeded") toaster.show({ tone: "ok", title: texts.clusters.done(action, profile), detail })
      if (state === "failed")
        toaster.show({ tone: "bad", title: texts.clusters.cannot(action, profile), detail: failure?.message })
    }
    running.current = new Set(operations.filter(({ state }) => state === "running").map(({ id }) => id))
  }, [operations, toaster])
}
