import { useState } from "react"
import { TextField, type TextFieldProps } from "../../design/text-field.tsx"

interface KeptFieldProps extends Omit<TextFieldProps, "onChange" | "onCommit" | "error"> {
  /** What is wrong with a value; what is wrong is not kept. */
  check?(text: string): string | undefined
  onKeep(text: string): void
}

/** A field whose value is kept when one leaves it, or presses Enter. */
export function KeptField({ value, check, onKeep, ...rest }: KeptFieldProps) {
  const [edited, setEdited] = useState<string>()
  const text = edited ?? value
  const error = check?.(text)
  return (
    <TextField
      {...rest}
      value={text}
      error={error}
      onChange={setEdited}
      onCommit={(committed) => {
        if (check?.(committed) !== undefined) return
        if (committed !== value) onKeep(committed)
        setEdited(undefined)
      }}
    />
  )
}
