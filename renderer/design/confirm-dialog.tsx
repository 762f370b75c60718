import { type ReactNode, useId, useRef, useState } from "react"
import { texts } from "../texts/texts.ts"
import { Button } from "./button.tsx"
import { CopyCommand } from "./copy-command.tsx"
import { Dialog } from "./dialog.tsx"
import { ErrorNote } from "./error-state.tsx"
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
  const form = useId()
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
  const ready = typeToConfirm === undefined || typed === typeToConfirm
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="sm"
      initialFocus={typeToConfirm === undefined ? cancel : undefined}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            type="submit"
            form={form}
            variant={look.danger === true ? "danger" : "primary"}
            disabled={!ready}
            busy={busy}
          >
            {look.confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) void confirm() // it shows its own failure
        }}
      >
        {children}
        {typeToConfirm !== undefined && (
          <TextField label={texts.common.typeToConfirm(typeToConfirm)} value={typed} onChange={setTyped} />
        )}
        {command !== undefined && <CopyCommand command={command} />}
        {failure !== undefined && <ErrorNote message={failure} />}
      </form>
    </Dialog>
  )
}
