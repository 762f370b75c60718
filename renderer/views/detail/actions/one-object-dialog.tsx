import { useState } from "react"
import { ActionDialog } from "../../resources/actions/action-dialog.tsx"
import type { ActionTargets, ObjectAction } from "../../resources/actions/object-action.ts"
import type { ObjectViewProps } from "../parts/object-view.ts"

export interface OneObjectDialogProps extends ObjectViewProps {
  readonly action: ObjectAction
  onClose(): void
}

/** Asks before an action on the object as it was when the action was chosen. */
export function OneObjectDialog({ action, resource, object, onClose }: OneObjectDialogProps) {
  const [about] = useState<ActionTargets>(() => ({ resource, objects: [object] }))
  return <ActionDialog action={action} about={about} onClose={onClose} />
}
