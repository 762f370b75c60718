/**
 * The part of a table that depends on services, as named pieces. Two of these can be compared piece by piece, so that a
 * change of one endpoint costs a few lines of nft and not the whole table.
 */
export interface Ruleset {
  /** Name → its rules, a line each. */
  readonly chains: ReadonlyMap<string, readonly string[]>
  /** Name → its declaration: `type ipv4_addr; flags dynamic; timeout 3h`. */
  readonly sets: ReadonlyMap<string, string>
  /** Map's name → key → verdict. The maps themselves belong to the fixed part of the table. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export const emptyRuleset: Ruleset = { chains: new Map(), sets: new Map(), elements: new Map() }

/**
 * The nft commands that make `now` out of `before`, in one transaction's order: nothing is deleted while something
 * still points at it. Empty when nothing changed.
 */
export function diffRulesets(table: string, before: Ruleset, now: Ruleset): string {
  const lines = [
    ...elementLines("delete", table, before, now),
    ...missing(before.sets, now.sets).map((name) => `add set ${table} ${name} { ${now.sets.get(name)} ; }`),
    ...missing(before.chains, now.chains).map((name) => `add chain ${table} ${name}`),
    ...chainLines(table, before, now),
    ...elementLines("add", table, before, now),
    ...missing(now.chains, before.chains).map((name) => `flush chain ${table} ${name}`),
    ...missing(now.chains, before.chains).map((name) => `delete chain ${table} ${name}`),
    ...missing(now.sets, before.sets).map((name) => `delete set ${table} ${name}`),
  ]
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`
}

function chainLines(table: string, before: Ruleset, now: Ruleset): readonly string[] {
  return [...now.chains].flatMap(([name, rules]) => {
    const old = before.chains.get(name)
    if (old !== undefined && old.length === rules.length && old.every((rule, at) => rule === rules[at])) return []
    const flush = old === undefined ? [] : [`flush chain ${table} ${name}`]
    return [...flush, ...rules.map((rule) => `add rule ${table} ${name} ${rule}`)]
  })
}

/** Elements to delete are those that went or changed; to add, those that came or changed. */
function elementLines(verb: "add" | "delete", table: string, before: Ruleset, now: Ruleset): readonly string[] {
  const [from, to] = verb === "add" ? [now, before] : [before, now]
  return [...from.elements].flatMap(([map, elements]) => {
    const other = to.elements.get(map)
    const keys = [...elements].filter(([key, verdict]) => other?.get(key) !== verdict)
    if (keys.length === 0) return []
    const words = keys.map(([key, verdict]) => (verb === "add" ? `${key} : ${verdict}` : key))
    return [`${verb} element ${table} ${map} { ${words.join(", ")} }`]
  })
}

function missing(from: ReadonlyMap<string, unknown>, into: ReadonlyMap<string, unknown>): readonly string[] {
  return [...into.keys()].filter((name) => !from.has(name))
}
