import { useContext, useEffect, useMemo, useState } from "react"
import type { JsonObject } from "../../../../core/base/json.ts"
import type { Client } from "../../../../core/client/client.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { StatusError } from "../../../../core/machinery/status/status-error.ts"
import { useClusterClient } from "../../../data/cluster-data.tsx"
import type { KindSchema } from "../../../data/openapi-schema.ts"
import { texts } from "../../../texts/texts.ts"
import { withKind } from "../parts/with-kind.ts"
import { DraftContext } from "./draft-context.ts"
import { fieldManager } from "./field-manager.ts"
import { applicableOf, isSameButStatus, isSameIdentity, replacementOf, type WriteMethod } from "./manifest-edit.ts"
import { formatManifest, parseManifest, parseManifests } from "./manifest-text.ts"
import { rebaseEdits } from "./rebase-edits.ts"
import { afterEdit, type WriteProblem, writeProblemOf } from "./write-problems.ts"
import { type Mark, serverMarks } from "./yaml-marks.ts"

/** What the API server would store, for a person to look at before it does. */
export interface Review {
  readonly before: string
  readonly after: string
  readonly method: WriteMethod
  /** Takes fields from other managers. */
  readonly force: boolean
}

export interface ManifestEdit {
  readonly text: string
  readonly edited: boolean
  /** What it was when the editing began. */
  readonly baseText: string
  /** Others have written more than its status since then. */
  readonly changedMeanwhile: boolean
  readonly problem: WriteProblem | undefined
  readonly marks: readonly Mark[]
  readonly review: Review | undefined
  readonly busy: boolean
  /** What came of putting the edits on a new state. */
  readonly note: string
  change(text: string): void
  reset(): void
  rebase(): void
  /** Has the API server check it, without writing. */
  check(method: WriteMethod, force?: boolean): void
  leaveReview(): void
  /** Writes what was reviewed. Resolves to whether it was written. */
  apply(): Promise<boolean>
}

/** An edit that has begun. */
export interface EditState {
  readonly base: ApiObject
  readonly text: string
  readonly problem?: WriteProblem | undefined
  readonly marks?: readonly Mark[]
  readonly review?: Review | undefined
  readonly note?: string
}

const noMarks: readonly Mark[] = []

/** The state of editing one object: the live one goes on changing below it. */
export function useManifestEdit(
  { resource, object: live }: { readonly resource: Resource; readonly object: ApiObject },
  { managedFields, schema }: { readonly managedFields: boolean; readonly schema: KindSchema | undefined },
): ManifestEdit {
  const format = (object: object) => formatManifest(object, { managedFields })
  const draft = useContext(DraftContext)
  const [state, setState] = useState<EditState>(() => draft?.current ?? { base: live, text: format(live) })
  useEffect(() => {
    if (draft !== undefined) draft.current = state
  }, [draft, state])
  const baseText = useMemo(() => formatManifest(state.base, { managedFields }), [state.base, managedFields])
  const other = useMemo(
    () => formatManifest(state.base, { managedFields: !managedFields }),
    [state.base, managedFields],
  )
  const edited = state.text !== baseText && state.text !== other
  // What nobody edits follows the cluster.
  if (!edited && (state.base !== live || state.text !== baseText)) setState({ base: live, text: format(live) })
  const { busy, check, apply } = useWriting({ resource, live, state, setState, format })
  return {
    text: state.text,
    edited,
    baseText,
    changedMeanwhile: edited && !isSameButStatus(state.base, live),
    problem: state.problem,
    marks: state.marks ?? noMarks,
    review: state.review,
    busy,
    note: state.note ?? "",
    change: (text) => {
      if (text !== state.text) setState({ ...state, text, problem: afterEdit(state.problem), marks: noMarks })
    },
    reset: () => setState({ base: live, text: format(live) }),
    rebase: () => setState(rebased(state, { live, baseText, liveText: format(live) }, schema)),
    check,
    leaveReview: () => setState({ ...state, review: undefined }),
    apply,
  }
}

interface Editing {
  readonly resource: Resource
  readonly live: ApiObject
  readonly state: EditState
  setState(state: EditState): void
  format(object: object): string
}

/** Has the API server check what is in the editor, and writes what was reviewed. */
function useWriting({
  resource,
  live,
  state,
  setState,
  format,
}: Editing): Pick<ManifestEdit, "busy" | "check" | "apply"> {
  const { client } = useClusterClient()
  const [busy, setBusy] = useState(false)
  async function ask(method: WriteMethod, force: boolean): Promise<void> {
    const object = parseManifest(state.text)
    const refusal = refusalOf(live, object)
    if (object === undefined || refusal !== undefined) return setState({ ...state, problem: refusal })
    setBusy(true)
    try {
      const result = await write({ client, resource, method, force, dryRun: true }, object, state.base, live)
      const after = format(withKind(resource, result))
      setState({ ...state, problem: undefined, marks: noMarks, review: { before: format(live), after, method, force } })
    } catch (error) {
      const failure = failureOf(error, state.text)
      if (!force && isOwnedByUs(failure.problem)) return ask(method, true)
      setState({ ...state, ...failure })
    } finally {
      setBusy(false)
    }
  }
  async function apply(): Promise<boolean> {
    const { review } = state
    const object = parseManifest(state.text)
    if (review === undefined || object === undefined) return false
    setBusy(true)
    try {
      const written = withKind(resource, await write({ client, resource, ...review }, object, state.base, live))
      setState({ base: written, text: format(written) })
      return true
    } catch (error) {
      setState({ ...state, ...failureOf(error, state.text) })
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, check: (method, force = false) => void ask(method, force), apply }
}

interface NewState {
  readonly live: ApiObject
  readonly baseText: string
  readonly liveText: string
}

function rebased(state: EditState, { live, baseText, liveText }: NewState, schema: KindSchema | undefined): EditState {
  const mine = parseManifest(state.text)
  if (mine === undefined) return { ...state, problem: unreadable }
  const base = parseManifest(baseText) ?? {}
  const theirs = parseManifest(liveText) ?? {}
  const { object, collisions } = rebaseEdits({ base, mine: withVersionOf(mine, base), theirs }, schema)
  const words = texts.detail.yaml
  const note = collisions.length === 0 ? words.rebased : words.collisions(collisions)
  return { base: live, text: formatManifest(object, { managedFields: true }), note }
}

/** What was replaced from here before is no other manager's: applying it over that takes nothing from anybody. */
function isOwnedByUs(problem: WriteProblem | undefined): boolean {
  return problem?.type === "owned" && problem.owners.every(({ manager }) => manager === fieldManager)
}

const unreadable: WriteProblem = { type: "unusable", message: texts.detail.yaml.problems.unreadable }

function refusalOf(live: ApiObject, object: JsonObject | undefined): WriteProblem | undefined {
  if (object === undefined) return unreadable
  if (isSameIdentity(live, object)) return undefined
  return { type: "unusable", message: texts.detail.yaml.problems.identity }
}

interface Writing {
  readonly client: Client
  readonly resource: Resource
  readonly method: WriteMethod
  readonly force: boolean
  readonly dryRun?: boolean
}

function write(
  { client, resource, method, force, dryRun = false }: Writing,
  edited: JsonObject,
  base: ApiObject,
  live: ApiObject,
): Promise<ApiObject> {
  const options = { dryRun, fieldManager }
  if (method === "replace") {
    // The API server checks it against the kind's schema.
    return client.update(resource, replacementOf(edited, base, live) as unknown as ApiObject, options)
  }
  const { namespace, name = "" } = live.metadata
  return client.patch(resource, { namespace, name }, { type: "apply", body: applicableOf(edited), force }, options)
}

function failureOf(error: unknown, text: string): Pick<EditState, "problem" | "marks" | "review"> {
  if (!(error instanceof StatusError)) {
    const message = error instanceof Error ? error.message : String(error)
    return { problem: { type: "refused", message }, review: undefined }
  }
  const problem = writeProblemOf(error)
  const [document] = parseManifests(text)
  const marks = problem.type === "invalid" && document !== undefined ? serverMarks(document, problem.fields) : noMarks
  return { problem, marks, review: undefined }
}

/** The version is no edit: it comes from the new state. */
function withVersionOf(mine: JsonObject, base: JsonObject): JsonObject {
  const mineMetadata = mine["metadata"] as JsonObject // `isSameIdentity` and the API server read it
  const baseMetadata = base["metadata"] as JsonObject
  return { ...mine, metadata: { ...mineMetadata, resourceVersion: baseMetadata["resourceVersion"] ?? "" } }
}
