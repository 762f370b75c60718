import { lazy, Suspense } from "react"
import type { ObjectAction } from "../../resources/actions/object-action.ts"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { LabelsDialog } from "./labels-dialog.tsx"
import { OneObjectDialog } from "./one-object-dialog.tsx"
import { PauseDialog } from "./pause-dialog.tsx"
import { PodForwardDialog } from "./pod-forward-dialog.tsx"

/** A dialog of the object screen that is open. */
export type OpenDialog =
  | { readonly type: "action"; readonly action: ObjectAction }
  | { readonly type: "rollback" }
  | { readonly type: "pause"; readonly paused: boolean }
  | { readonly type: "labels" }
  | { readonly type: "forward" }

/** It compares revisions with the editor's parts: large, and seldom needed. */
const RollbackDialog = lazy(async () => ({
  default: (await import("../rollback/rollback-dialog.tsx")).RollbackDialog,
}))

export interface ObjectDialogsProps extends ObjectViewProps {
  readonly open: OpenDialog | undefined
  onClose(): void
}

export function ObjectDialogs({ open, onClose, ...view }: ObjectDialogsProps) {
  switch (open?.type) {
    case undefined:
      return null
    case "action":
      return <OneObjectDialog {...view} action={open.action} onClose={onClose} />
    case "rollback":
      return (
        <Suspense fallback={null}>
          <RollbackDialog {...view} onClose={onClose} />
        </Suspense>
      )
    case "pause":
      return <PauseDialog {...view} paused={open.paused} onClose={onClose} />
    case "labels":
      return <LabelsDialog {...view} onClose={onClose} />
    case "forward":
      return <PodForwardDialog {...view} onClose={onClose} />
  }
}
