/** What the conditions of every kind have in common. */
export interface AnyCondition {
  readonly type: string
  readonly status: string
  readonly reason?: string | undefined
  readonly message?: string | undefined
  readonly lastTransitionTime?: string | undefined
}

export function findCondition<C extends AnyCondition>(
  conditions: readonly C[] | undefined,
  type: C["type"],
): C | undefined {
  return conditions?.find((condition) => condition.type === type)
}

export function isConditionTrue(conditions: readonly AnyCondition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === "True"
}

/**
 * The list with `condition` in the place of the one of its type, or at the end. The transition time moves only when
 * the status does.
 */
export function withCondition<C extends AnyCondition>(
  conditions: readonly C[] | undefined,
  condition: C,
): readonly C[] {
  const list = conditions ?? []
  const at = list.findIndex((each) => each.type === condition.type)
  const old = list[at]
  if (old === undefined) return [...list, condition]
  const { lastTransitionTime } = old.status === condition.status ? old : condition
  return list.with(at, lastTransitionTime === undefined ? condition : { ...condition, lastTransitionTime })
}

export function withoutCondition<C extends AnyCondition>(
  conditions: readonly C[] | undefined,
  type: string,
): readonly C[] {
  return (conditions ?? []).filter((condition) => condition.type !== type)
}
