import type { Cell, TableColumn, TableRow } from "../../../../core/client/table/table-client.ts"

/** What a row is put in order by: numbers come before words, and what is not known before both. */
export type SortKey = number | string

/** What rows can be put in order by: a column's place, or what every row has. */
export type SortBy = { readonly type: "cell"; readonly at: number } | { readonly type: "namespace" | "age" }

const unknown = Number.NEGATIVE_INFINITY

/**
 * How a person would put them in order:
 *
 *   web-2 < web-10    9m < 2h    500m < 2    512Mi < 1Gi    1/3 < 3/3    3 (5m ago) → 3
 */
export function newSortKey(by: SortBy, columns: readonly TableColumn[]): (row: TableRow) => SortKey {
  switch (by.type) {
    case "namespace":
      return ({ metadata }) => wordsKey(metadata.namespace ?? "")
    case "age":
      // The youngest first, as the smallest age is.
      return ({ metadata }) => -Date.parse(metadata.creationTimestamp ?? "") || unknown
    case "cell": {
      const column = columns[by.at]
      if (column !== undefined && isSince(column)) {
        // As of one moment, whenever each row came.
        return ({ cells, atMs }) => {
          const seconds = durationOf(String(cells[by.at] ?? ""))
          return seconds === undefined ? unknown : seconds - atMs / 1000
        }
      }
      const isTime = column?.name === "Duration"
      return ({ cells }) => keyOfCell(cells[by.at], isTime)
    }
  }
}

export function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0
  return typeof a === "number" ? -1 : 1
}

function keyOfCell(cell: Cell | undefined, isTime: boolean): SortKey {
  if (cell === undefined || cell === null || cell === "") return unknown
  if (typeof cell !== "string") return Number(cell)
  if (cell.startsWith("<")) return unknown // <none>, <unset>, <unknown>
  return (isTime ? durationOf(cell) : amountOf(cell)) ?? wordsKey(cell)
}

/** Whether a column tells how long ago something was. */
export function isSince({ name, type }: TableColumn): boolean {
  return type === "date" || name === "Age" || /^last |first seen/i.test(name)
}

const duration = /^(?:(\d+)y)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/
const secondsOf = [365 * 86_400, 86_400, 3_600, 60, 1]

/** Seconds of `2d4h`. */
export function durationOf(text: string): number | undefined {
  const found = text === "" ? null : duration.exec(text)
  if (found === null) return undefined
  return secondsOf.reduce((sum, seconds, at) => sum + seconds * Number(found[at + 1] ?? 0), 0)
}

const amount = /^(-?\d+(?:\.\d+)?)(m|k|Ki|[MGTPE]i?)?(?:$| \()/
const share = /^(\d+)\/(\d+)$/
const factors: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** Of a share the first number counts, then the second. */
const shareFactor = 1e-6

function amountOf(text: string): number | undefined {
  const [, whole, factor] = amount.exec(text) ?? []
  if (whole !== undefined) return Number(whole) * (factors[factor ?? ""] ?? 1)
  const [, part, of] = share.exec(text) ?? []
  return part === undefined ? undefined : Number(part) + Number(of) * shareFactor
}

const digitsMax = 10

function wordsKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(digitsMax, "0"))
}
