import { TriangleAlert } from "lucide-react"
import { type ReactNode, useEffect, useState } from "react"
import { useClusterClient } from "../../../data/cluster-data.tsx"
import { ErrorNote } from "../../../design/error-state.tsx"
import { Skeleton } from "../../../design/skeleton.tsx"
import { texts } from "../../../texts/texts.ts"
import { type Consequence, consequencesOf, underChoices } from "./consequences.ts"
import type { ActionChoices, ActionTargets } from "./object-action.ts"

const words = texts.resources.dialog
const namesShown = 5

interface DeleteConsequencesProps {
  readonly about: ActionTargets
  readonly choices: ActionChoices
}

/** What a delete takes with it, and who will miss what it takes. */
export function DeleteConsequences({ about, choices }: DeleteConsequencesProps): ReactNode {
  const { found, failure } = useConsequences(about)
  if (failure !== undefined) return <ErrorNote message={failure} />
  if (found === undefined) {
    return (
      <div role="status" aria-label={words.looking}>
        <Skeleton className="h-5 w-3/4" />
      </div>
    )
  }
  if (found.length === 0) return <p className="text-muted">{words.nothing}</p>
  return (
    <ul className="flex flex-col gap-2 rounded-md bg-warn-soft px-3 py-2">
      {underChoices(found, choices).map(({ type, kind, names }) => (
        <li key={`${type} ${kind}`} className="flex gap-2">
          <TriangleAlert size={15} className="mt-0.5 shrink-0 text-warn-ink" aria-hidden />
          <div className="min-w-0">
            <p className="font-medium text-warn-ink">{words[type](names.length, kind)}</p>
            <p className="font-mono text-sm break-words">
              {names.slice(0, namesShown).join(", ")}
              {names.length > namesShown && ` ${words.more(names.length - namesShown)}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function useConsequences(about: ActionTargets) {
  const { client } = useClusterClient()
  const [found, setFound] = useState<readonly Consequence[]>()
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    const stop = new AbortController()
    consequencesOf(about, { client, signal: stop.signal }).then(setFound, (error: unknown) => {
      if (!stop.signal.aborted) setFailure(error instanceof Error ? error.message : String(error))
    })
    return () => stop.abort(new Error("The dialog is gone"))
  }, [client, about])
  return { found, failure }
}
