import { ChevronDown, Copy, FilePen } from "lucide-react"
import { useMemo, useState } from "react"
import { useClusterAccess } from "../../../data/cluster-data.tsx"
import { Button } from "../../../design/button.tsx"
import { useCopy } from "../../../design/copy-command.tsx"
import { Menu, type MenuEntry } from "../../../design/menu.tsx"
import { type Action, useActions } from "../../../shell/actions.ts"
import { useTerminalDrawer } from "../../../shell/terminal-context.tsx"
import { navigate } from "../../../shell/use-route.ts"
import { texts } from "../../../texts/texts.ts"
import { nameOf, namespaceOf, type ObjectViewProps } from "../parts/object-view.ts"
import { type HeaderAction, type HeaderContext, headerActions } from "./header-actions.ts"
import { ObjectDialogs, type OpenDialog } from "./object-dialogs.tsx"

/** As many stand as buttons; the menu has all. */
const buttonsShown = 2

/** What can be done to the object: as buttons, as a menu with the command of each, and in the palette. */
export function ObjectActions(view: ObjectViewProps) {
  const { object, resource, profile, at } = view
  const [open, setOpen] = useState<OpenDialog>()
  const actions = useHeaderActions(view, setOpen)
  const buttons = actions.filter(({ isProminent }) => isProminent).slice(0, buttonsShown)
  const palette = useMemo<readonly Action[]>(
    () =>
      actions.map(({ id, title, command, run }) => ({
        id: `object.${id}`,
        title: `${title} · ${nameOf(object)}`,
        section: `${resource.kind} ${nameOf(object)}`,
        command,
        run,
      })),
    [actions, object, resource],
  )
  useActions(palette)
  const editYaml = () =>
    navigate({
      screen: "object",
      profile,
      resource: at,
      namespace: namespaceOf(object),
      name: nameOf(object),
      tab: "yaml",
    })
  return (
    <div className="flex shrink-0 items-center gap-2">
      {buttons.map(({ id, title, icon, run }) => (
        <Button key={id} icon={icon} onClick={run}>
          {title}
        </Button>
      ))}
      <ActionsMenu actions={actions} onEdit={editYaml} />
      <ObjectDialogs {...view} open={open} onClose={() => setOpen(undefined)} />
    </div>
  )
}

function useHeaderActions(view: ObjectViewProps, openDialog: (dialog: OpenDialog) => void): readonly HeaderAction[] {
  const { profile, at, resource, object } = view
  const { kubectl } = useClusterAccess()
  const { openTerminal } = useTerminalDrawer()
  return useMemo(() => {
    const context: HeaderContext = { profile, at, resource, object, kubectl, openDialog, openTerminal }
    return headerActions(context)
  }, [profile, at, resource, object, kubectl, openDialog, openTerminal])
}

function ActionsMenu({ actions, onEdit }: { readonly actions: readonly HeaderAction[]; onEdit(): void }) {
  const { copy } = useCopy()
  const items = actions.map(
    ({ id, title, icon, danger, run }): MenuEntry => ({ type: "item", id, label: title, icon, danger, onSelect: run }),
  )
  const commands = actions.map(
    ({ id, title, command }): MenuEntry => ({
      type: "item",
      id,
      label: title,
      onSelect: () => copy(command),
    }),
  )
  const entries: readonly MenuEntry[] = [
    { type: "item", id: "yaml", label: texts.detail.editYaml, icon: FilePen, onSelect: onEdit },
    ...items.filter((_, at) => actions[at]?.danger !== true),
    { type: "separator", id: "before-commands" },
    { type: "submenu", id: "commands", label: texts.common.copyCommand, icon: Copy, entries: commands },
    { type: "separator", id: "before-danger" },
    ...items.filter((_, at) => actions[at]?.danger === true),
  ]
  return (
    <Menu
      trigger={
        <Button>
          {texts.detail.actions}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
      entries={entries}
    />
  )
}
