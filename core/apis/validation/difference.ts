import { isDeepEqual, isJsonObject } from "../../base/json.ts"

/** Bounds the text: what follows is left out. */
const mostLines = 40

/** What changed, one line a value: `- containers[0].image: "a"`, `+ containers[0].image: "b"`. For a person to read. */
export function describeDifference(old: unknown, next: unknown): string {
  const lines = compare("", old, next)
  const shown = lines.slice(0, mostLines)
  return [...shown, ...(lines.length > shown.length ? [`... ${lines.length - shown.length} more lines`] : [])].join(
    "\n",
  )
}

function compare(path: string, old: unknown, next: unknown): readonly string[] {
  if (isDeepEqual(old, next)) return []
  if (isJsonObject(old) && isJsonObject(next))
    return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((key) =>
      compare(path === "" ? key : `${path}.${key}`, old[key], next[key]),
    )
  if (Array.isArray(old) && Array.isArray(next))
    return Array.from({ length: Math.max(old.length, next.length) }).flatMap((_, at) =>
      compare(`${path}[${at}]`, old[at], next[at]),
    )
  return [
    ...(old === undefined ? [] : [`- ${path}: ${JSON.stringify(old)}`]),
    ...(next === undefined ? [] : [`+ ${path}: ${JSON.stringify(next)}`]),
  ]
}
