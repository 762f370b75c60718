import type { Quantity } from "../../machinery/quantity/quantity.ts"
import { amountFromMilli, formatQuantity, milliValue, parseQuantity } from "../../machinery/quantity/quantity.ts"

type ResourceList = { readonly [name: string]: Quantity }

/** Amounts in whole thousandths, as Kubernetes keeps resources (`SetDefaults_ResourceList`). */
export function roundUpToMilli(list: ResourceList): ResourceList {
  if (!Object.values(list).some(isFiner)) return list
  return Object.fromEntries(
    Object.entries(list).map(([name, amount]) => [name, isFiner(amount) ? rounded(amount) : amount]),
  )
}

/** In its one form such an amount ends with the letter for millionths or billionths. */
function isFiner(amount: Quantity): boolean {
  return typeof amount === "string" && /[nu]$/.test(amount)
}

function rounded(amount: Quantity): string {
  return formatQuantity(amountFromMilli(milliValue(amount), parseQuantity(amount).format))
}
