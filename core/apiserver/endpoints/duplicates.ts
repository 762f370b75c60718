import { countMembers, countMembersIn } from "../../machinery/schema/json-members.ts"
import { findDuplicateFields } from "../../machinery/schema/json-text.ts"

/**
 * Sentences about fields that stand twice in a JSON text, given what it was read as. The value has as many members as its text, unless
 * some do: counting is quick, finding them is not.
 */
export function duplicatesIn(text: string, value: unknown): readonly string[] {
  const count = countMembersIn(text)
  return count !== undefined && count === countMembers(value) ? [] : findDuplicateFields(text).map(sentence)
}

function sentence(path: string): string {
  return `duplicate field "${path}"`
}
