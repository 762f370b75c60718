import type { LucideIcon } from "lucide-react"
import type { Clock } from "../../../../core/base/clock.ts"
import type { Client } from "../../../../core/client/client.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** Something that can be done to one object or to many of one resource: in menus, toolbars, and the palette. */
export interface ObjectAction {
  readonly id: ObjectActionId
  readonly title: string
  /** The verb on the button that starts it. */
  readonly verb: string
  readonly icon: LucideIcon
  readonly danger: boolean
  /** What has to be asked first. */
  readonly confirm: "delete" | "scale" | "drain" | "plain"
  /** What is chosen when nobody chose. */
  readonly defaults: ActionChoices
  /** The same with kubectl, which is called with `kubectl`: `kubectl --context web`. */
  command(about: ActionTargets, choices: ActionChoices, kubectl: string): string
  /** Resolves when all is done. What becomes of each object is told to `report`; one that fails stops no other. */
  run(about: ActionTargets, choices: ActionChoices, context: ActionContext): Promise<void>
}

export type ObjectActionId = "restart" | "scale" | "cordon" | "uncordon" | "drain" | "trigger" | "delete"

export interface ActionTargets {
  readonly resource: Resource
  /** Whole objects, or rows of a table: only their metadata is looked at. */
  readonly objects: readonly Pick<ApiObject, "metadata">[]
}

export interface ActionChoices {
  /** Of a scale. */
  readonly replicas?: number
  /** A delete without waiting for it to end well; a drain of pods that nobody brings back. */
  readonly force?: boolean
  /** A drain of pods whose emptyDir is lost. */
  readonly deleteEmptyDirData?: boolean
  /** What a delete does with what the object owns. */
  readonly propagation?: "Background" | "Foreground" | "Orphan"
}

export interface ActionContext {
  readonly client: Client
  readonly clock: Clock
  readonly signal: AbortSignal
  report(progress: ActionProgress): void
}

export interface ActionProgress {
  /** What it is about: `default/web-1`. */
  readonly key: string
  readonly state: "running" | "waiting" | "done" | "failed"
  readonly detail?: string
}
