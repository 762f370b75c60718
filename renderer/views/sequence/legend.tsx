import { clsx } from "clsx"
import { texts } from "../../texts/texts.ts"

const words = texts.sequence.legend

const entries = [
  { name: words.request, line: "border-accent" },
  { name: words.watch, line: "border-idle border-dashed" },
  { name: words.event, line: "border-ok" },
]

/** What the lines of the arrows mean. */
export function Legend() {
  return (
    <ul className="mt-auto flex flex-wrap gap-x-4 gap-y-1 pt-4 text-xs text-muted">
      {entries.map(({ name, line }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={clsx("w-5 border-t", line)} />
          {name}
        </li>
      ))}
    </ul>
  )
}
