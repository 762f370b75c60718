import { type RefObject, useEffect, useMemo, useRef, useSyncExternalStore } from "react"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { type Action, useActions } from "../../../shell/actions.ts"
import { texts } from "../../../texts/texts.ts"
import type { ObjectAction } from "../actions/object-action.ts"
import type { Selection } from "../rows/selection.ts"
import { kindTitle } from "./kind-title.ts"

interface ListActions {
  readonly resource: Resource
  readonly actions: readonly ObjectAction[]
  readonly selection: Selection
  ask(action: ObjectAction): void
  create(): void
  readonly filterRef: RefObject<HTMLInputElement | null>
}

const words = texts.resources.list

/** What can be done in a list, for the palette and by shortcut. */
export function useListActions({ resource, actions, selection, ask, create, filterRef }: ListActions): void {
  const count = useSyncExternalStore(selection.subscribe, () => selection.keys.size)
  const latest = useRef({ ask, create })
  useEffect(() => {
    latest.current = { ask, create }
  })
  useActions(
    useMemo((): readonly Action[] => {
      const section = kindTitle(resource)
      return [
        {
          id: "list.filter",
          title: words.filter,
          section,
          shortcut: "/",
          run: () => filterRef.current?.focus(),
        },
        ...(resource.verbs.includes("create")
          ? [
              {
                id: "list.new",
                title: words.createKind(resource.kind),
                section,
                shortcut: "n",
                run: () => latest.current.create(),
              },
            ]
          : []),
        ...actions.map((action) => ({
          id: `list.${action.id}`,
          title: words.doToSelected(action.verb, count),
          section,
          disabled: count === 0,
          run: () => latest.current.ask(action),
        })),
      ]
    }, [resource, actions, count, filterRef]),
  )
}
