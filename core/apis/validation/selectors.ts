import type { LabelSelector } from "../../machinery/meta/v1.gen.ts"
import type { Selector } from "../../machinery/selector/label-selector.ts"
import { SelectorError, selectorOf } from "../../machinery/selector/label-selector.ts"

/** The selector, or undefined when it cannot be read. */
export function readSelector(selector: LabelSelector | undefined): Selector | undefined {
  try {
    return selectorOf(selector)
  } catch (error) {
    if (error instanceof SelectorError) return undefined
    throw error
  }
}

/** There, and selecting everything. */
export function isEmptySelector(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return false
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0
}
