import { ListChecks } from "lucide-react"
import type { Operation } from "../../core/bridge/contract/operations.ts"
import { useBridge } from "../data/bridge-context.ts"
import { useOperations } from "../data/use-operations.ts"
import { Badge } from "../design/badge.tsx"
import { Button } from "../design/button.tsx"
import { CopyCommand } from "../design/copy-command.tsx"
import { EmptyState } from "../design/empty-state.tsx"
import { Popover } from "../design/popover.tsx"
import { Spinner } from "../design/spinner.tsx"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"
import { formatDuration } from "../views/clusters/format-amounts.ts"
import { OperationNotes, OperationSteps, useNow } from "../views/clusters/operation-steps.tsx"

/** Says how much is under way; pressed, it tells all. */
export function OperationsIndicator() {
  const operations = useOperations()
  const running = operations.filter(({ state }) => state === "running").length
  const label = running > 0 ? texts.shell.operations.running(running) : texts.shell.operations.idle
  return (
    <Popover
      label={texts.shell.operations.title}
      align="end"
      padding="flush"
      className="w-110"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className="flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-md px-1.5 text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink"
        >
          {running > 0 ? <Spinner size={15} /> : <ListChecks size={15} aria-hidden />}
          {running > 0 && <span className="text-sm tabular-nums">{running}</span>}
        </button>
      }
    >
      {operations.length === 0 ? (
        <EmptyState icon={ListChecks} title={texts.shell.operations.none} detail={texts.shell.operations.noneDetail} />
      ) : (
        <>
          <DismissAll operations={operations} />
          <ul className="divide-y divide-line">
            {operations.map((operation) => (
              <OperationEntry key={operation.id} operation={operation} />
            ))}
          </ul>
        </>
      )}
    </Popover>
  )
}

/** For when more than one has ended. */
function DismissAll({ operations }: { readonly operations: readonly Operation[] }) {
  const bridge = useBridge()
  const toaster = useToaster()
  const ended = operations.filter(({ state }) => state !== "running")
  if (ended.length < 2) return null
  function dismiss() {
    Promise.all(ended.map(({ id }) => bridge.call("operations.dismiss", { id }))).catch((error) =>
      toaster.fail(texts.clusters.cannotCancel, error),
    )
  }
  return (
    <div className="flex justify-end border-b border-line px-3 py-1">
      <Button size="sm" variant="ghost" onClick={dismiss}>
        {texts.shell.operations.dismissEnded}
      </Button>
    </div>
  )
}

function OperationEntry({ operation }: { readonly operation: Operation }) {
  const bridge = useBridge()
  const toaster = useToaster()
  const running = operation.state === "running"
  const now = useNow(running)
  const { id } = operation
  function end() {
    bridge
      .call(running ? "operations.cancel" : "operations.dismiss", { id })
      .catch((error) => toaster.fail(texts.clusters.cannotCancel, error))
  }
  return (
    <li className="flex flex-col gap-2 p-3">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-semibold">
          {texts.clusters.operation(operation.action, operation.profile)}
        </span>
        <span className="text-sm text-faint tabular-nums">
          {formatDuration((operation.endedAtMs ?? now) - operation.startedAtMs)}
        </span>
        <Badge tone={tones[operation.state]} dot>
          {texts.clusters.operationStates[operation.state]}
        </Badge>
        <Button size="sm" variant="ghost" onClick={end}>
          {running ? texts.common.cancel : texts.common.dismiss}
        </Button>
      </div>
      {running || operation.failure !== undefined ? (
        <OperationSteps operation={operation} />
      ) : (
        <OperationNotes operation={operation} />
      )}
      <CopyCommand command={operation.command} />
    </li>
  )
}

const tones = { running: "busy", succeeded: "ok", failed: "bad", cancelled: "idle" } as const
