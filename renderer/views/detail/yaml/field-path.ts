/** A step into a member by its name, or into a list by position. */
export type Step = string | number

/**
 * A field as Kubernetes' errors name it, in steps. A key in brackets may hold dots.
 *
 *   spec.containers[0].ports[1].name  →  spec containers 0 ports 1 name
 *   data[a.b]                         →  data a.b
 *   .spec.replicas                    →  spec replicas
 *   spec.template.spec.containers[name="web"].image  →  … containers name="web" image
 */
export function parseFieldPath(text: string): readonly Step[] {
  const steps: Step[] = []
  const pattern = /\[([^\]]*)\]|([^.[\]]+)/g
  for (const [, inBrackets, name] of text.matchAll(pattern)) {
    if (name !== undefined) steps.push(name)
    else if (inBrackets !== undefined) steps.push(/^\d+$/.test(inBrackets) ? Number(inBrackets) : inBrackets)
  }
  return steps
}

export function formatFieldPath(steps: readonly Step[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`
    if (!/^[\w-]+$/.test(step)) return `${text}[${step}]`
    return text === "" ? step : `${text}.${step}`
  }, "")
}
