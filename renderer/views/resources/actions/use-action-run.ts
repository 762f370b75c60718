import { useCallback, useEffect, useRef, useState } from "react"
import { browserClock } from "../../../data/browser-clock.ts"
import { useClusterClient } from "../../../data/cluster-data.tsx"
import type { ActionChoices, ActionProgress, ActionTargets, ObjectAction } from "./object-action.ts"

export interface ActionRun {
  readonly state: "ready" | "running" | "ended"
  /** By key, in the order in which they were first told of. */
  readonly progress: readonly ActionProgress[]
  start(action: ObjectAction, about: ActionTargets, choices: ActionChoices): void
  /** Stops what has not been done yet. */
  stop(): void
  /** Back to the choices, once it has ended. */
  again(): void
}

/** Runs an action and keeps what it tells. Leaving the screen stops it. */
export function useActionRun(onSuccess: () => void): ActionRun {
  const { client } = useClusterClient()
  const [state, setState] = useState<ActionRun["state"]>("ready")
  const [progress, setProgress] = useState<readonly ActionProgress[]>([])
  const running = useRef<AbortController>(undefined)
  const stop = useCallback(() => running.current?.abort(new Error("Stopped")), [])
  useEffect(() => stop, [stop])

  async function run(action: ObjectAction, about: ActionTargets, choices: ActionChoices): Promise<void> {
    const controller = new AbortController()
    running.current = controller
    const told = new Map<string, ActionProgress>()
    const report = (each: ActionProgress) => {
      told.set(each.key, each)
      setProgress([...told.values()])
    }
    setState("running")
    try {
      await action.run(about, choices, { client, clock: browserClock, signal: controller.signal, report })
    } catch (error) {
      report({ key: action.verb, state: "failed", detail: error instanceof Error ? error.message : String(error) })
    }
    setState("ended")
    if ([...told.values()].every((each) => each.state === "done")) onSuccess()
  }

  function again(): void {
    setProgress([])
    setState("ready")
  }

  return { state, progress, stop, again, start: (action, about, choices) => void run(action, about, choices) }
}
