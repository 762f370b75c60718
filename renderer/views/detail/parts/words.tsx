import { useState } from "react"
import { Button } from "../../../design/button.tsx"
import { texts } from "../../../texts/texts.ts"

/** Labels, selectors and other pairs of words, each in a box of its own. */
export function WordPairs({ pairs }: { readonly pairs: Readonly<Record<string, string>> | undefined }) {
  const entries = Object.entries(pairs ?? {})
  if (entries.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1">
      {entries.map(([name, value]) => (
        <li
          key={name}
          className="selectable max-w-full rounded-sm border border-line bg-sunken px-1.5 font-mono text-xs leading-5 break-all"
        >
          <span className="text-muted">{name}</span>
          {value !== "" && <span className="text-faint">=</span>}
          {value}
        </li>
      ))}
    </ul>
  )
}

/** Annotations and the like: many and long, so that they are shown when asked for. */
export function FoldedPairs({ pairs }: { readonly pairs: Readonly<Record<string, string>> | undefined }) {
  const [open, setOpen] = useState(false)
  const entries = Object.entries(pairs ?? {})
  if (entries.length === 0) return null
  return (
    <div>
      <Button size="sm" variant="ghost" className="-ml-2" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? texts.detail.summary.hide : texts.detail.summary.show(entries.length)}
      </Button>
      {open && (
        <dl className="mt-1 flex flex-col gap-1.5">
          {entries.map(([name, value]) => (
            <div key={name}>
              <dt className="font-mono text-xs break-all text-muted">{name}</dt>
              <dd className="font-mono text-xs break-all whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** A value in the type of code: an image, an address, a path. */
export function Code({ children }: { readonly children: string }) {
  return <code className="font-mono text-sm break-all">{children}</code>
}
