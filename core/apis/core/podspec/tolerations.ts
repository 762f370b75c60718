import type { Taint, Toleration } from "../v1.gen.ts"

/** The first taint that none of the tolerations covers, of those `matters` lets through. */
export function findUntolerated(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  matters: (taint: Taint) => boolean,
): Taint | undefined {
  return taints?.find((taint) => matters(taint) && !isTolerated(taint, tolerations))
}

export function isTolerated(taint: Taint, tolerations: readonly Toleration[] | undefined): boolean {
  return tolerations?.some((toleration) => tolerates(toleration, taint)) === true
}

/** An empty key with Exists covers every taint; an empty effect, every effect. */
export function tolerates({ effect, key, operator = "Equal", value }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false
  if (key && key !== taint.key) return false
  switch (operator) {
    case "Exists":
      return true
    case "Equal":
      return key !== undefined && key !== "" && (value ?? "") === (taint.value ?? "")
    case "Gt":
      return isNumber(value) && isNumber(taint.value) && Number(taint.value) > Number(value)
    case "Lt":
      return isNumber(value) && isNumber(taint.value) && Number(taint.value) < Number(value)
  }
}

function isNumber(text: string | undefined): boolean {
  return /^-?\d{1,19}$/.test(text ?? "")
}
