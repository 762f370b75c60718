import { Eye, EyeOff } from "lucide-react"
import { useState } from "react"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { Button, IconButton } from "../../../design/button.tsx"
import { Card } from "../../../design/card.tsx"
import { CopyButton } from "../../../design/copy-command.tsx"
import { texts } from "../../../texts/texts.ts"
import { Facts } from "../parts/facts.tsx"
import type { ObjectViewProps } from "../parts/object-view.ts"
import { type DataEntry, dataEntries } from "./data-entries.ts"
import { UsedByCard } from "./used-by-card.tsx"

const words = texts.detail.summary.data

/** A ConfigMap or a Secret: its keys. What is secret shows when it is asked for. */
export function DataSummary({ profile, object }: ObjectViewProps) {
  const isSecret = object.kind === "Secret"
  const entries = dataEntries(object)
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set())
  const allRevealed = entries.every(({ key }) => revealed.has(key))
  const toggle = (key: string) => setRevealed((keys) => keys.symmetricDifference(new Set([key])))
  const facts = [
    { label: words.type, value: typeOf(object) },
    { label: words.immutable, value: "immutable" in object && object.immutable === true && words.yes },
  ]
  const hasFacts = facts.some(({ value }) => value !== undefined && value !== false)
  return (
    <>
      {hasFacts && (
        <Card>
          <Facts facts={facts} />
        </Card>
      )}
      <Card
        title={words.keys(entries.length)}
        padding="flush"
        actions={
          isSecret &&
          entries.length > 0 && (
            <Button
              size="sm"
              variant="ghost"
              icon={allRevealed ? EyeOff : Eye}
              onClick={() => setRevealed(new Set(allRevealed ? [] : entries.map(({ key }) => key)))}
            >
              {allRevealed ? words.concealAll : words.revealAll}
            </Button>
          )
        }
      >
        {entries.length === 0 && <p className="px-4 py-3 text-muted">{words.empty}</p>}
        {entries.map((entry) => (
          <Entry
            key={entry.key}
            entry={entry}
            concealed={isSecret && !revealed.has(entry.key)}
            onToggle={isSecret ? () => toggle(entry.key) : undefined}
          />
        ))}
      </Card>
      <UsedByCard profile={profile} object={object} />
    </>
  )
}

interface EntryProps {
  readonly entry: DataEntry
  readonly concealed: boolean
  readonly onToggle: (() => void) | undefined
}

function Entry({ entry, concealed, onToggle }: EntryProps) {
  const { key, text, bytes } = entry
  return (
    <section aria-label={key} className="border-b border-line px-4 py-2 last:border-0">
      <header className="flex min-h-7 items-center justify-between gap-2">
        <h3 className="selectable font-mono text-sm font-medium break-all">
          {key} <span className="font-sans font-normal text-faint">{words.bytes(bytes)}</span>
        </h3>
        <div className="flex">
          {onToggle !== undefined && (
            <IconButton
              size="sm"
              icon={concealed ? Eye : EyeOff}
              label={concealed ? words.revealKey(key) : words.concealKey(key)}
              onClick={onToggle}
            />
          )}
          {text !== undefined && <CopyButton text={text} label={words.copyKey(key)} />}
        </div>
      </header>
      {concealed ? (
        <p className="text-faint">
          <span className="sr-only">{words.hidden}</span>
          <span aria-hidden>••••••••</span>
        </p>
      ) : text === undefined ? (
        <p className="text-faint">{words.binary}</p>
      ) : (
        <pre className="max-h-80 overflow-auto rounded-md bg-sunken px-2.5 py-1.5 font-mono text-sm break-all whitespace-pre-wrap">
          {text}
        </pre>
      )}
    </section>
  )
}

function typeOf(object: ApiObject): string | undefined {
  return "type" in object && typeof object.type === "string" ? object.type : undefined
}
