import type ts from "typescript"
import { type ParsedFile, placeOf, visitAll } from "./syntax.ts"

/** Something that is so everywhere in the code. */
export interface Rule {
  /** Reads as a sentence: "no module holds state". */
  readonly sentence: string
  readonly appliesTo: (file: ParsedFile) => boolean
  /** What is wrong with this node, as `allowed` may name it after the file's path; undefined: nothing. */
  readonly look: (node: ts.Node, file: ParsedFile) => string | undefined
  /** Where it is not so, by "path what", with the reason. One that is no longer needed fails, too. */
  readonly allowed?: Readonly<Record<string, string>>
}

/** What breaks each rule, with its place, and what a rule allows without need. All rules look in one walk. */
export function breachesOf(rules: readonly Rule[], files: readonly ParsedFile[]): ReadonlyMap<Rule, readonly string[]> {
  const breaches = new Map(rules.map((rule) => [rule, [] as string[]]))
  const unused = new Set(rules.flatMap(({ allowed = {} }) => Object.keys(allowed)))
  for (const file of files) {
    const applying = rules.filter((rule) => rule.appliesTo(file))
    visitAll(file.tree, (node) => {
      for (const rule of applying) {
        const what = rule.look(node, file)
        if (what === undefined) continue
        const entry = `${file.path} ${what}`
        if (rule.allowed?.[entry] === undefined) breaches.get(rule)?.push(`${placeOf(file, node)} ${what}`)
        unused.delete(entry)
      }
    })
  }
  for (const [rule, found] of breaches) {
    const needless = Object.keys(rule.allowed ?? {}).filter((entry) => unused.has(entry))
    found.push(...needless.map((entry) => `${entry} is allowed, and no longer there`))
  }
  return breaches
}

export function isProduct(file: ParsedFile): boolean {
  return !file.isTest && /^(core|electron|renderer)\/.*(?<!\.config)\.tsx?$/.test(file.path)
}
