import { useEffect, useState } from "react"
import type { Operation } from "../../../core/bridge/contract/operations.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { Button } from "../../design/button.tsx"
import { CopyCommand } from "../../design/copy-command.tsx"
import { Dialog } from "../../design/dialog.tsx"
import { useToaster } from "../../design/toast.tsx"
import { navigate } from "../../shell/use-route.ts"
import { texts } from "../../texts/texts.ts"
import { formatDuration } from "./format-amounts.ts"
import { LogView } from "./log-view.tsx"
import { OperationSteps, useNow } from "./operation-steps.tsx"

interface CreateProgressProps {
  readonly operation: Operation
  readonly opener: HTMLElement | null
  onRetry(): void
  onBack(): void
  onClose(): void
}

/** How a cluster comes to be. In the end it leads there, or says why there is none and what to do. */
export function CreateProgress({ operation, opener, onRetry, onBack, onClose }: CreateProgressProps) {
  const { dialog } = texts.clusters
  const { profile, state } = operation
  const [log, setLog] = useState(false)
  const now = useNow(state === "running")
  useEffect(() => {
    if (state !== "succeeded") return
    navigate({ screen: "overview", profile })
    onClose()
  }, [state, profile, onClose])
  return (
    <Dialog
      open
      opener={opener}
      onClose={onClose}
      title={titleOf(operation)}
      description={formatDuration((operation.endedAtMs ?? now) - operation.startedAtMs)}
      size="lg"
      footnote={
        <Button variant="ghost" onClick={() => setLog(!log)} aria-expanded={log}>
          {log ? dialog.hideLog : dialog.showLog}
        </Button>
      }
      footer={<Footer operation={operation} onRetry={onRetry} onBack={onBack} onClose={onClose} />}
    >
      <div className="flex flex-col gap-4">
        <OperationSteps operation={operation} />
        {log && (
          <div className="h-64 overflow-hidden rounded-md border border-line">
            <LogView profile={profile} />
          </div>
        )}
        <CopyCommand command={operation.command} />
      </div>
    </Dialog>
  )
}

function Footer({ operation, onRetry, onBack, onClose }: Omit<CreateProgressProps, "opener">) {
  const bridge = useBridge()
  const toaster = useToaster()
  const { dialog } = texts.clusters
  if (operation.state === "running")
    return (
      <>
        <Button
          onClick={() => {
            bridge
              .call("operations.cancel", { id: operation.id })
              .catch((error) => toaster.fail(texts.clusters.cannotCancel, error))
          }}
        >
          {dialog.cancel}
        </Button>
        <Button variant="primary" onClick={onClose}>
          {dialog.background}
        </Button>
      </>
    )
  return (
    <>
      <Button onClick={onClose}>{texts.common.close}</Button>
      <Button onClick={onBack}>{dialog.back}</Button>
      <Button variant="primary" onClick={onRetry}>
        {dialog.retry}
      </Button>
    </>
  )
}

function titleOf({ state, profile }: Operation): string {
  const { dialog } = texts.clusters
  switch (state) {
    case "running":
      return dialog.creating(profile)
    case "succeeded":
      return dialog.created(profile)
    case "failed":
      return dialog.failed(profile)
    case "cancelled":
      return dialog.wasCancelled(profile)
  }
}
