/** Storage's count of changes. The API shows it as the opaque `resourceVersion`. */
export type Revision = number & { readonly __brand: "Revision" }

export function revision(value: number): Revision {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`Cannot read revision: value is ${value}`)
  return value as Revision // just checked
}
