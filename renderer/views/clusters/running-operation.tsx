import type { Operation } from "../../../core/bridge/contract/operations.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { Button } from "../../design/button.tsx"
import { Popover } from "../../design/popover.tsx"
import { Spinner } from "../../design/spinner.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import { formatDuration } from "./format-amounts.ts"
import { OperationSteps, useNow } from "./operation-steps.tsx"

/** At the foot of a card: what is being done, how far it is, and an end to it. */
export function RunningOperation({ operation }: { readonly operation: Operation }) {
  const bridge = useBridge()
  const toaster = useToaster()
  const now = useNow(true)
  const step = operation.steps.findLast(({ state }) => state === "running") ?? operation.steps.at(-1)
  return (
    <footer className="flex items-center gap-2 border-t border-line pt-3">
      <Popover
        label={texts.clusters.operation(operation.action, operation.profile)}
        className="w-100"
        trigger={
          <button type="button" className="flex min-w-0 flex-1 items-center gap-2 rounded-md py-1 text-left">
            <Spinner size={15} />
            <span className="min-w-0 truncate">{step?.title ?? texts.clusters.beginning}</span>
            <span className="shrink-0 text-sm text-faint tabular-nums">
              {formatDuration(now - operation.startedAtMs)}
            </span>
          </button>
        }
      >
        <OperationSteps operation={operation} />
      </Popover>
      <Button
        size="sm"
        variant="ghost"
        onClick={() => {
          bridge
            .call("operations.cancel", { id: operation.id })
            .catch((error) => toaster.fail(texts.clusters.cannotCancel, error))
        }}
      >
        {texts.common.cancel}
      </Button>
    </footer>
  )
}
