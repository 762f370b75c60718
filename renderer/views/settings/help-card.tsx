import { type ReactNode, useState } from "react"
import { useBridge } from "../../data/bridge-context.ts"
import { useAbout } from "../../data/use-settings.ts"
import { Button } from "../../design/button.tsx"
import { Card } from "../../design/card.tsx"
import { ConfirmDialog } from "../../design/confirm-dialog.tsx"
import { CopyButton } from "../../design/copy-command.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import { formatBytes } from "../clusters/format-amounts.ts"

/** What helps when something does not work: a bundle for who looks into it, and the way back. */
export function HelpCard() {
  const { help } = texts.settings
  const bridge = useBridge()
  const toaster = useToaster()
  const [resetting, setResetting] = useState(false)
  const { collecting, collected, collect } = useDiagnostics()
  return (
    <Card title={help.title}>
      <div className="flex flex-col gap-4">
        <Line title={help.diagnostics} hint={help.diagnosticsHint}>
          <Button busy={collecting} onClick={collect}>
            {help.collect}
          </Button>
        </Line>
        {collected !== undefined && (
          <p className="flex items-center gap-2 text-sm text-muted">
            <code className="min-w-0 font-mono break-all">{collected}</code>
            <CopyButton text={collected} />
          </p>
        )}
        <Line title={help.reset} hint={help.resetHint}>
          <Button onClick={() => setResetting(true)}>{help.resetAction}</Button>
        </Line>
      </div>
      <ConfirmDialog
        open={resetting}
        onClose={() => setResetting(false)}
        title={help.resetTitle}
        confirmLabel={help.resetConfirm}
        danger
        onConfirm={async () => {
          await bridge.call("settings.reset", undefined)
          toaster.show({ tone: "ok", title: help.resetDone })
        }}
      >
        <p>{help.resetHint}</p>
      </ConfirmDialog>
    </Card>
  )
}

function Line({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex items-center justify-between gap-6">
      <div className="min-w-0">
        <div>{title}</div>
        <p className="text-sm text-faint">{hint}</p>
      </div>
      {children}
    </div>
  )
}

interface Diagnostics {
  readonly collecting: boolean
  /** The archive's path: the toast that tells of it goes before one has found it. */
  readonly collected: string | undefined
  collect(): void
}

function useDiagnostics(): Diagnostics {
  const { help } = texts.settings
  const bridge = useBridge()
  const toaster = useToaster()
  const desktop = useAbout()?.desktop === true
  const [collecting, setCollecting] = useState(false)
  const [collected, setCollected] = useState<string>()
  function show(file: string) {
    bridge.call("desktop.showFile", { file }).catch((error) => toaster.fail(help.showFailed, error))
  }
  function collect() {
    setCollecting(true)
    bridge
      .call("diagnostics.collect", undefined)
      .then(
        ({ file, bytes }) => {
          setCollected(file)
          toaster.show({
            tone: "ok",
            title: help.collected,
            detail: help.collectedDetail(file, formatBytes(bytes)),
            action: desktop ? { label: help.show, run: () => show(file) } : undefined,
          })
        },
        (error) => toaster.fail(help.collectFailed, error),
      )
      .finally(() => setCollecting(false))
  }
  return { collecting, collected, collect }
}
