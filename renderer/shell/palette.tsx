import { Command, useCommandState } from "cmdk"
import { Search } from "lucide-react"
import { Dialog } from "radix-ui"
import { type KeyboardEvent, useState } from "react"
import { useCopy } from "../design/copy-command.tsx"
import { Kbd } from "../design/kbd.tsx"
import { useDialogFocus } from "../design/use-dialog-focus.ts"
import { texts } from "../texts/texts.ts"
import type { Action } from "./actions.ts"
import { paletteScore } from "./palette-score.ts"
import { useAllActions } from "./use-shortcuts.ts"

interface PaletteProps {
  readonly open: boolean
  onClose(): void
}

/** Everything that can be done and gone to, by typing a part of its name. */
export function Palette({ open, onClose }: PaletteProps) {
  const focus = useDialogFocus()
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-150 -translate-x-1/2 animate-fade overflow-hidden rounded-xl border border-line bg-raised shadow-modal outline-none"
        >
          <Dialog.Title className="sr-only">{texts.shell.palette.title}</Dialog.Title>
          <PaletteList onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function PaletteList({ onClose }: { onClose(): void }) {
  const actions = useAllActions().filter(({ disabled, id }) => disabled !== true && id !== "app.palette")
  const [chosen, setChosen] = useState("")
  const { copied, copy } = useCopy()
  const command = actions.find(({ id }) => id === chosen)?.command
  function copyOnKey(event: KeyboardEvent) {
    const wanted = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c"
    if (!wanted || command === undefined || hasSelection(event)) return
    event.preventDefault()
    copy(command)
  }
  return (
    <Command
      label={texts.shell.palette.title}
      value={chosen}
      onValueChange={setChosen}
      filter={(_id, typed, [title = "", ...others] = []) => paletteScore(typed, title, others)}
      loop
      onKeyDown={copyOnKey}
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search size={16} className="shrink-0 text-faint" aria-hidden />
        <Command.Input
          placeholder={texts.shell.palette.placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
      </div>
      <Command.List className="h-[min(380px,50vh)] scroll-py-2 overflow-y-auto p-2" tabIndex={-1}>
        <NothingFound />
        {inSections(actions).map(([section, entries]) => (
          <Command.Group key={section} heading={section} className={group}>
            {entries.map((action) => (
              <Entry key={action.id} action={action} onClose={onClose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <footer className="flex h-9 items-center gap-3 border-t border-line bg-panel px-4 text-sm text-muted">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{command === undefined ? "" : `$ ${command}`}</code>
        {command !== undefined && (
          <span className="flex shrink-0 items-center gap-1.5" role="status">
            <Kbd shortcut="mod+c" /> {copied ? texts.common.copied : texts.shell.palette.copyHint}
          </span>
        )}
        <span className="flex shrink-0 items-center gap-1.5">
          <Kbd shortcut="enter" /> {texts.shell.palette.runHint}
        </span>
      </footer>
    </Command>
  )
}

/** A list without a choice is none for who hears it: so the words are one that cannot be chosen. */
function NothingFound() {
  const count = useCommandState(({ filtered }) => filtered.count)
  if (count > 0) return null
  return (
    <Command.Item forceMount disabled value="nothing" className="p-8 text-center text-muted">
      {texts.shell.palette.empty}
    </Command.Item>
  )
}

function Entry({ action, onClose }: { readonly action: Action; onClose(): void }) {
  return (
    <Command.Item
      value={action.id}
      keywords={[action.title, ...(action.keywords ?? []), action.command ?? ""]}
      onSelect={() => {
        onClose()
        action.run()
      }}
      className="flex h-8 cursor-default items-center gap-2 rounded-md px-2 data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate">{action.title}</span>
      {action.shortcut !== undefined && <Kbd shortcut={action.shortcut} />}
    </Command.Item>
  )
}

/** Places first, the app's own matters last; what a screen adds stands between. */
function inSections(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  const { goTo, kinds, clusters, terminal, app } = texts.shell.sections
  const order: readonly string[] = [goTo, kinds, clusters]
  const last: readonly string[] = [terminal, app]
  const rank = (section: string) =>
    order.includes(section) ? order.indexOf(section) - order.length : last.indexOf(section) + 1
  return [...Map.groupBy(actions, ({ section }) => section)].toSorted(([a], [b]) => rank(a) - rank(b))
}

/** Words that are selected are what one wants to copy. */
function hasSelection({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && target.selectionStart !== target.selectionEnd
}

const group =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
