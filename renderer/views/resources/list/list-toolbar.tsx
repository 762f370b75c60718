import { Columns3, Plus } from "lucide-react"
import type { ReactNode, Ref } from "react"
import { namespaces } from "../../../../core/apis/resources.gen.ts"
import type { Resource } from "../../../../core/machinery/api/resource.ts"
import { useTable } from "../../../data/use-table.ts"
import { Button, IconButton } from "../../../design/button.tsx"
import { Menu, type MenuEntry } from "../../../design/menu.tsx"
import { Select } from "../../../design/select.tsx"
import { texts } from "../../../texts/texts.ts"
import type { Filter } from "./filter.ts"
import { FilterField } from "./filter-field.tsx"
import { kindTitle } from "./kind-title.ts"
import { type ColumnChoice, isShown, type ListColumn, withColumn } from "./shown-columns.ts"

const words = texts.resources.list

interface ToolbarProps {
  readonly resource: Resource
  readonly shown: number
  readonly total: number
  readonly filter: Filter
  onFilter(filter: Filter): void
  readonly filterRef: Ref<HTMLInputElement>
  /** "" for all. */
  readonly namespace: string
  onNamespace(namespace: string): void
  readonly columns: readonly ListColumn[]
  readonly choice: ColumnChoice
  onChoice(choice: ColumnChoice): void
  onNew(): void
}

/** What is listed, how much of it, and what narrows it. */
export function ListToolbar(props: ToolbarProps): ReactNode {
  const { resource, shown, total } = props
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3 py-2">
      <div className="flex items-baseline gap-2">
        <h1 className="text-lg font-semibold">{kindTitle(resource)}</h1>
        <span role="status" className="text-sm text-muted tabular-nums">
          {shown === total ? words.count(total) : words.countOf(shown, total)}
        </span>
      </div>
      <FilterField ref={props.filterRef} filter={props.filter} onChange={props.onFilter} />
      <div className="flex items-center gap-1.5">
        {resource.namespaced && <NamespaceSelect namespace={props.namespace} onChange={props.onNamespace} />}
        <ColumnMenu columns={props.columns} choice={props.choice} onChoice={props.onChoice} />
        {resource.verbs.includes("create") && (
          <Button icon={Plus} onClick={props.onNew}>
            {words.create}
          </Button>
        )}
      </div>
    </header>
  )
}

/** What stands for all of them where a value may not be empty; no namespace can be called so. */
const all = "*"

function NamespaceSelect({
  namespace,
  onChange,
}: {
  readonly namespace: string
  onChange(namespace: string): void
}): ReactNode {
  const { objects } = useTable(namespaces)
  const names = new Set(objects.map(({ metadata }) => metadata.name ?? ""))
  if (namespace !== "") names.add(namespace)
  return (
    <Select
      label={words.namespace}
      hideLabel
      className="w-44"
      value={namespace === "" ? all : namespace}
      options={[
        { value: all, label: words.allNamespaces },
        ...[...names].toSorted().map((name) => ({ value: name, label: name })),
      ]}
      onChange={(value) => onChange(value === all ? "" : value)}
    />
  )
}

function ColumnMenu({ columns, choice, onChoice }: Pick<ToolbarProps, "columns" | "choice" | "onChoice">): ReactNode {
  const entries = columns
    .filter(({ type }) => type !== "name")
    .map(
      (column): MenuEntry => ({
        type: "item",
        id: column.id,
        label: column.id,
        checked: isShown(column, choice),
        keepOpen: true,
        onSelect: () => onChoice(withColumn(choice, column, !isShown(column, choice))),
      }),
    )
  const reset: MenuEntry = {
    type: "item",
    id: "reset",
    label: words.usualColumns,
    disabled: choice.hidden.length + choice.shown.length === 0,
    onSelect: () => onChoice({ hidden: [], shown: [] }),
  }
  return (
    <Menu
      trigger={<IconButton icon={Columns3} label={words.columns} tooltip="hidden" variant="secondary" />}
      entries={[...entries, { type: "separator", id: "-" }, reset]}
    />
  )
}
