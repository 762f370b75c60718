import type { ObjectViewProps } from "../parts/object-view.ts"
import { conditionsOf } from "../parts/status-of.ts"
import { ConditionsCard } from "./conditions-card.tsx"
import { FieldsCards } from "./fields-card.tsx"
import { GeneralCard } from "./general-card.tsx"
import { summaryOf } from "./summaries.ts"

/** What an object is and how it is: by its kind where that has something to say, else by its fields. */
export function SummaryTab(props: ObjectViewProps) {
  const Summary = summaryOf(props.resource)
  const conditions = conditionsOf(props.object)
  return (
    <div className="mx-auto flex max-w-300 flex-col gap-4 p-4">
      {Summary === undefined ? <FieldsCards object={props.object} /> : <Summary {...props} />}
      {conditions.length > 0 && <ConditionsCard conditions={conditions} />}
      <GeneralCard {...props} />
    </div>
  )
}
