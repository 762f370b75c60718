import type { FieldError, FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid } from "../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../machinery/field/field-path.ts"
import type { Quantity } from "../../../machinery/quantity/quantity.ts"
import { approximateValue, canonicalQuantity, compareQuantities } from "../../../machinery/quantity/quantity.ts"
import { isHugePages, isNativeResource } from "../../validation/resource-names.ts"
import type { LimitRangeItem } from "../v1.gen.ts"

/** min ≤ defaultRequest ≤ default ≤ max, and a ratio that the ends of the range allow. */
export function validateAmounts(item: LimitRangeItem, path: FieldPath): FieldErrors {
  const isPod = item.type === "Pod"
  const [defaults, defaultRequests] = isPod ? [{}, {}] : [item.default ?? {}, item.defaultRequest ?? {}]
  const lists = [item.max ?? {}, item.min ?? {}, defaults, defaultRequests, item.maxLimitRequestRatio ?? {}]
  const names = [...new Set(lists.flatMap((list) => Object.keys(list)))]
  return names.flatMap((name) => {
    const [max, min, limit, request, ratio] = lists.map((list: Amounts) => list[name])
    const at = (list: string) => path.child(list).key(name)
    const [least, most, asked] = [
      ["min", min],
      ["max", max],
      ["default request", request],
    ] as const
    return [
      ...ordered(least, most, at("min"), min),
      ...ordered(least, asked, at("defaultRequest"), request),
      ...ordered(asked, most, at("defaultRequest"), request),
      ...ordered(asked, ["default limit", limit], at("defaultRequest"), request),
      ...ordered(least, ["default", limit], at("default"), min),
      ...ordered(["default", limit], most, at("default"), max),
      ...(ratio === undefined ? [] : validateRatio(ratio, min, max, at("maxLimitRequestRatio"))),
      ...validateNotShared(name, limit, request, at("defaultRequest")),
    ]
  })
}

type Amounts = Readonly<Record<string, Quantity>>

/** An amount, and how a message calls it. */
type NamedAmount = readonly [string, Quantity | undefined]

function ordered(
  [smallWord, small]: NamedAmount,
  [greatWord, great]: NamedAmount,
  path: FieldPath,
  shown: Quantity | undefined,
): FieldErrors {
  if (small === undefined || great === undefined || compareQuantities(small, great) <= 0) return []
  const detail = `${smallWord} value ${canonicalQuantity(small)} is greater than ${greatWord} value ${canonicalQuantity(great)}`
  return [invalid(path, shown, detail)]
}

function validateRatio(
  ratio: Quantity,
  min: Quantity | undefined,
  max: Quantity | undefined,
  path: FieldPath,
): FieldErrors {
  const errors: FieldError[] = []
  const shown = canonicalQuantity(ratio)
  if (compareQuantities(ratio, 1) < 0) errors.push(invalid(path, shown, `ratio ${shown} is less than 1`))
  if (min === undefined || max === undefined) return errors
  const most = approximateValue(max) / approximateValue(min)
  if (approximateValue(ratio) > most)
    errors.push(invalid(path, shown, `ratio ${shown} is greater than max/min = ${most.toFixed(6)}`))
  return errors
}

/** What cannot be given twice is asked for as it is limited. */
function validateNotShared(
  name: string,
  limit: Quantity | undefined,
  request: Quantity | undefined,
  path: FieldPath,
): FieldErrors {
  const mayBeShared = isNativeResource(name) && !isHugePages(name)
  if (mayBeShared || limit === undefined || request === undefined || compareQuantities(limit, request) === 0) return []
  const [most, asked] = [canonicalQuantity(limit), canonicalQuantity(request)]
  return [invalid(path, asked, `default value ${most} must equal to defaultRequest value ${asked} in ${name}`)]
}
