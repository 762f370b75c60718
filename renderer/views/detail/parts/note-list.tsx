import { clsx } from "clsx"
import { CircleAlert, type LucideIcon, TriangleAlert } from "lucide-react"

export interface Note {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly tone: "bad" | "warn"
}

/** What is wrong and why, above everything else. Nothing when nothing is. */
export function NoteList({ title, notes }: { readonly title: string; readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      {notes.map((note) => {
        const Icon = icons[note.tone]
        return (
          <div key={note.id} className={clsx("flex gap-2.5 rounded-lg px-4 py-2.5", grounds[note.tone])}>
            <Icon size={16} className="mt-0.5 shrink-0" aria-hidden />
            <div className="min-w-0">
              <h2 className="font-semibold">{note.title}</h2>
              <p className="break-words whitespace-pre-wrap text-ink">{note.detail}</p>
            </div>
          </div>
        )
      })}
    </section>
  )
}

const icons: Readonly<Record<Note["tone"], LucideIcon>> = { bad: CircleAlert, warn: TriangleAlert }
const grounds = { bad: "bg-bad-soft text-bad-ink", warn: "bg-warn-soft text-warn-ink" }
