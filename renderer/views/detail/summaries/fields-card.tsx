import { isJsonObject, type Json, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"
import { Card } from "../../../design/card.tsx"
import { texts } from "../../../texts/texts.ts"
import { Facts } from "../parts/facts.tsx"
import { Code } from "../parts/words.tsx"

const words = texts.detail.summary

/** Members that have a card of their own, or are no news. */
const elsewhere: readonly string[] = ["apiVersion", "kind", "metadata", "spec", "status"]

/** Of fields in fields so many levels are shown; below, YAML says more. */
const depthMax = 5

/** A kind that nobody drew a summary for: its fields as they are, the status first. */
export function FieldsCards({ object }: { readonly object: ApiObject }) {
  const members = object as unknown as JsonObject // an object from the API is JSON
  const { conditions: _, ...status } = isJsonObject(members["status"]) ? members["status"] : {}
  const spec = isJsonObject(members["spec"]) ? members["spec"] : {}
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => !elsewhere.includes(name)))
  return (
    <>
      <FieldsCard title={words.status} fields={status} />
      <FieldsCard title={words.spec} fields={spec} />
      <FieldsCard title={words.more} fields={rest} />
    </>
  )
}

function FieldsCard({ title, fields }: { readonly title: string; readonly fields: JsonObject }) {
  if (Object.keys(fields).length === 0) return null
  return (
    <Card title={title}>
      <Fields fields={fields} depth={0} />
    </Card>
  )
}

function Fields({ fields, depth }: { readonly fields: JsonObject; readonly depth: number }) {
  return (
    <Facts
      facts={Object.entries(fields).map(([label, value]) => ({ label, value: <Value value={value} depth={depth} /> }))}
    />
  )
}

function Value({ value, depth }: { readonly value: Json; readonly depth: number }) {
  if (value === null) return null
  if (typeof value !== "object") return <span className="whitespace-pre-wrap">{`${value}`}</span>
  if (depth >= depthMax) return <Code>{JSON.stringify(value)}</Code>
  if (isJsonObject(value)) return <Fields fields={value} depth={depth + 1} />
  if (value.every((item) => typeof item !== "object")) return <span>{value.join(", ")}</span>
  return (
    <ul className="flex flex-col gap-2">
      {value.map((item) => (
        <li key={JSON.stringify(item)} className="border-l-2 border-line pl-3">
          <Value value={item} depth={depth + 1} />
        </li>
      ))}
    </ul>
  )
}
