import { type RefObject, useId } from "react"
import { texts } from "../texts/texts.ts"
import { Button } from "./button.tsx"
import { Dialog, type DialogProps } from "./dialog.tsx"

export interface FormDialogProps extends Omit<DialogProps, "open" | "footer" | "footnote" | "padding"> {
  /** The verb on the button: "Save". */
  readonly submitLabel: string
  /** Red, for what takes something away. */
  readonly danger?: boolean | undefined
  /** What was filled in can be sent. */
  readonly ready: boolean
  readonly busy: boolean
  readonly cancelButton?: RefObject<HTMLButtonElement | null> | undefined
  onSubmit(): void
}

/** A dialog that is filled in and sent, by its button or by Enter. It is there while it is rendered. */
export function FormDialog({ submitLabel, danger, ready, busy, cancelButton, onSubmit, ...dialog }: FormDialogProps) {
  const form = useId()
  return (
    <Dialog
      {...dialog}
      open
      footer={
        <>
          <Button ref={cancelButton} onClick={dialog.onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            type="submit"
            form={form}
            variant={danger === true ? "danger" : "primary"}
            disabled={!ready}
            busy={busy}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) onSubmit()
        }}
      >
        {dialog.children}
      </form>
    </Dialog>
  )
}
