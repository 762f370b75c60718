import { Dialog } from "../design/dialog.tsx"
import { Kbd } from "../design/kbd.tsx"
import { texts } from "../texts/texts.ts"
import { useAllActions } from "./use-shortcuts.ts"

interface ShortcutSheetProps {
  readonly open: boolean
  onClose(): void
}

/** All shortcuts that work here and now. */
export function ShortcutSheet({ open, onClose }: ShortcutSheetProps) {
  const { title, description } = texts.shell.shortcuts
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description} size="lg">
      <Sheet />
    </Dialog>
  )
}

function Sheet() {
  const actions = useAllActions().filter(({ shortcut }) => shortcut !== undefined)
  return (
    <div className="columns-2 gap-8">
      {[...Map.groupBy(actions, ({ section }) => section)].map(([section, entries]) => (
        <section key={section} className="mb-5 break-inside-avoid">
          <h3 className="border-b border-line pb-1 text-sm font-medium text-muted">{section}</h3>
          <dl>
            {entries.map(({ id, title, shortcut = "" }) => (
              <div key={id} className="flex h-7 items-center justify-between gap-3">
                <dt className="truncate">{title}</dt>
                <dd>
                  <Kbd shortcut={shortcut} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
