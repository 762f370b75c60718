import type { AnyCondition } from "../../../../core/machinery/meta/conditions.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Age } from "../parts/age.tsx"
import { DataTable } from "../parts/data-table.tsx"

const words = texts.detail.summary.conditions

const columns = [
  { id: "type", label: words.type },
  { id: "status", label: words.status },
  { id: "reason", label: words.reason },
  { id: "message", label: words.message, wide: true },
  { id: "since", label: words.since },
]

/** What an object's conditions say, as its controller wrote them. */
export function ConditionsCard({ conditions }: { readonly conditions: readonly AnyCondition[] }) {
  const rows = conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
    id: type,
    cells: [
      type,
      status,
      reason,
      <Message key="message" text={message} />,
      <Age key="age" since={lastTransitionTime} />,
    ],
  }))
  return (
    <Card title={words.title} padding="flush">
      <DataTable label={words.title} columns={columns} rows={rows} />
    </Card>
  )
}

function Message({ text }: { readonly text: string | undefined }) {
  return <span className="break-words">{text}</span>
}
