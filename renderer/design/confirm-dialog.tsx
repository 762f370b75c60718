import { type ReactNode, useRef, useState } from "react"
import { texts } from "../texts/texts.ts"
import { CopyCommand } from "./copy-command.tsx"
import { ErrorNote } from "./error-state.tsx"
import { FormDialog } from "./form-dialog.tsx"
import { TextField } from "./text-field.tsx"

export interface ConfirmDialogProps {
  readonly open: boolean
  onClose(): void
  readonly title: string
  /** What will happen, and what will be lost. */
  readonly children?: ReactNode
  /** The verb on the button: "Delete". */
  readonly confirmLabel: string
  /** Red, for what takes something away. */
  readonly danger?: boolean | undefined
  /** Has to be typed before the button works. */
  readonly typeToConfirm?: string | undefined
  /** The same on the command line. */
  readonly command?: string | undefined
  /** Closes when it resolves; a failure is shown, and the dialog stays. */
  onConfirm(): Promise<void> | void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  if (!props.open) return null
  return <OpenConfirmDialog {...props} />
}

function OpenConfirmDialog({
  title,
  children,
  command,
  typeToConfirm,
  onClose,
  onConfirm,
  ...look
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState("")
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const cancel = useRef<HTMLButtonElement>(null)
  async function confirm(): Promise<void> {
    setBusy(true)
    setFailure(undefined)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <FormDialog
      onClose={onClose}
      title={title}
      size="sm"
      initialFocus={typeToConfirm === undefined ? cancel : undefined}
      cancelButton={cancel}
      submitLabel={look.confirmLabel}
      danger={look.danger}
      ready={typeToConfirm === undefined || typed === typeToConfirm}
      busy={busy}
      onSubmit={() => void confirm()} // it shows its own failure
    >
      {children}
      {typeToConfirm !== undefined && (
        <TextField label={texts.common.typeToConfirm(typeToConfirm)} value={typed} onChange={setTyped} />
      )}
      {command !== undefined && <CopyCommand command={command} />}
      {failure !== undefined && <ErrorNote message={failure} />}
    </FormDialog>
  )
}
