import { Tag, X } from "lucide-react"
import { type ReactNode, type Ref, useState } from "react"
import { parseLabelSelector } from "../../../../core/machinery/selector/parse-label-selector.ts"
import { SearchField } from "../../../design/text-field.tsx"
import { texts } from "../../../texts/texts.ts"
import { type Filter, isSelector } from "./filter.ts"

const words = texts.resources.list

interface FilterFieldProps {
  readonly filter: Filter
  onChange(filter: Filter): void
  readonly ref?: Ref<HTMLInputElement>
}

/** Words narrow the list as they are typed; a label selector becomes a chip when Enter is pressed. */
export function FilterField({ filter, onChange, ref }: FilterFieldProps): ReactNode {
  const [failure, setFailure] = useState<string>()
  const { text, labels } = filter
  function addLabel() {
    const selector = text.trim()
    try {
      parseLabelSelector(selector)
      setFailure(undefined)
      onChange({ text: "", labels: [...labels.filter((each) => each !== selector), selector] })
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <div className="flex min-w-40 flex-1 flex-wrap items-center gap-1.5">
      <SearchField
        ref={ref}
        className="w-64 max-w-full"
        label={words.filter}
        placeholder={words.filterHint}
        value={text}
        onChange={(value) => {
          setFailure(undefined)
          onChange({ ...filter, text: value })
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && isSelector(text)) addLabel()
          if (event.key === "Backspace" && text === "") onChange({ ...filter, labels: labels.slice(0, -1) })
        }}
      />
      {labels.map((label) => (
        <LabelChip
          key={label}
          label={label}
          onRemove={() => onChange({ ...filter, labels: labels.filter((each) => each !== label) })}
        />
      ))}
      {failure === undefined && isSelector(text) && <span className="text-sm text-muted">{words.enterLabel}</span>}
      {failure !== undefined && (
        <span role="alert" className="text-sm text-bad-ink">
          {failure}
        </span>
      )}
    </div>
  )
}

function LabelChip({ label, onRemove }: { readonly label: string; onRemove(): void }): ReactNode {
  return (
    <span className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-0.5 pl-2 font-mono text-sm text-accent-ink">
      <Tag size={12} aria-hidden />
      {label}
      <button
        type="button"
        aria-label={words.removeLabel(label)}
        onClick={onRemove}
        className="flex size-5 items-center justify-center rounded-full hover:bg-hover"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  )
}
