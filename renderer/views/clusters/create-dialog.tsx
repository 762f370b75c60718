import { useState } from "react"
import type { BridgeError } from "../../../core/bridge/messages.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useClusterDefaults } from "../../data/use-clusters.ts"
import { useOperation } from "../../data/use-operations.ts"
import { Dialog } from "../../design/dialog.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { useToaster } from "../../design/toast.tsx"
import { focusedNow } from "../../design/use-dialog-focus.ts"
import { texts } from "../../texts/texts.ts"
import { type ClusterWishes, startInput, wishesOf } from "./cluster-wishes.ts"
import { CreateForm } from "./create-form.tsx"
import { CreateProgress } from "./create-progress.tsx"

/** Makes a cluster: first what it shall be, then how it comes to be. */
export function CreateDialog({ onClose }: { onClose(): void }) {
  const defaults = useClusterDefaults()
  const [opener] = useState(focusedNow)
  if (defaults.value !== undefined)
    return <Creation defaults={wishesOf(defaults.value)} known={defaults.value} opener={opener} onClose={onClose} />
  return (
    <Dialog open opener={opener} onClose={onClose} title={texts.clusters.dialog.title} size="lg">
      {defaults.error === undefined ? (
        <SkeletonRows label={texts.common.loading} />
      ) : (
        <Failed error={defaults.error} onRetry={defaults.again} />
      )}
    </Dialog>
  )
}

interface CreationProps {
  readonly defaults: ClusterWishes
  readonly known: NonNullable<ReturnType<typeof useClusterDefaults>["value"]>
  readonly opener: HTMLElement | null
  onClose(): void
}

function Creation({ defaults, known, opener, onClose }: CreationProps) {
  const bridge = useBridge()
  const toaster = useToaster()
  const [wishes, setWishes] = useState(defaults)
  const [operationId, setOperationId] = useState<string>()
  const [asking, setAsking] = useState(false)
  const [tried, setTried] = useState<string>()
  const operation = useOperation(operationId)
  function create() {
    setAsking(true)
    setTried(wishes.name)
    bridge
      .call("operations.run", startInput(wishes))
      .then(
        ({ id }) => setOperationId(id),
        (error) => toaster.fail(texts.clusters.cannot("start", wishes.name), error),
      )
      .finally(() => setAsking(false))
  }
  if (operation === undefined)
    return (
      <CreateForm
        wishes={wishes}
        defaults={known}
        opener={opener}
        tried={tried}
        busy={asking || operationId !== undefined}
        onChange={setWishes}
        onCreate={create}
        onClose={onClose}
      />
    )
  return (
    <CreateProgress
      opener={opener}
      operation={operation}
      onRetry={create}
      onBack={() => setOperationId(undefined)}
      onClose={onClose}
    />
  )
}

function Failed({ error, onRetry }: { readonly error: BridgeError; onRetry(): void }) {
  return <ErrorState title={error.message} advice={error.advice} onRetry={onRetry} />
}
