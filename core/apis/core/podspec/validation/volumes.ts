import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { duplicate, forbidden, invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Label, dns1123Subdomain } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import type { Volume } from "../../v1.gen.ts"
import type { Volumes } from "./mounts.ts"
import type { SourceRule } from "./volume-rule.ts"
import { sourceRules } from "./volume-sources.ts"

/** Where the volumes stand. */
export interface VolumePlace {
  /** The pod's name, which those of its ephemeral volumes' claims begin with; undefined in a template. */
  readonly podName: string | undefined
}

/** The errors, and the volumes that have none: only those can be mounted. */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  place: VolumePlace,
  path: FieldPath,
): { readonly errors: FieldErrors; readonly good: Volumes } {
  const good = new Map<string, Volume>()
  const claims = claimsMade(volumes ?? [], place)
  const errors = (volumes ?? []).flatMap((volume, at) => {
    const own = path.index(at)
    const wrong = [...validateSource(volume, place, own), ...validateName(volume, good, own.child("name"))]
    if (wrong.length === 0) good.set(volume.name, volume)
    return [...wrong, ...validateClaimIsAnothers(volume, claims, own)]
  })
  return { errors, good }
}

function validateName({ name = "" }: Volume, good: Volumes, path: FieldPath): FieldErrors {
  return [
    ...(name === "" ? [required(path)] : about(path, name, dns1123Label(name))),
    ...(good.has(name) ? [duplicate(path, name)] : []),
  ]
}

function validateSource(volume: Volume, place: VolumePlace, path: FieldPath): FieldErrors {
  const [first, ...others] = rulesFor(volume)
  if (first === undefined) return [required(path, "must specify a volume type")]
  return [
    ...first.validate(volume, path.child(first.kind)),
    ...others.map(({ kind }) => forbidden(path.child(kind), "may not specify more than 1 volume type")),
    ...(volume.ephemeral === undefined ? [] : validateClaimName(volume, place, path)),
  ]
}

/** Of the sources that are there, in Kubernetes' order. A volume has one of thirty: looked up, not searched. */
function rulesFor(volume: Volume): readonly SourceRule[] {
  const places: number[] = []
  for (const [key, source] of Object.entries(volume)) {
    const place = source === undefined ? undefined : placeOf.get(key)
    if (place !== undefined) places.push(place)
  }
  return places.sort((a, b) => a - b).flatMap((place) => sourceRules[place] ?? [])
}

const placeOf: ReadonlyMap<string, number> = new Map(sourceRules.map(({ kind }, place) => [kind, place]))

/** The claim of an ephemeral volume is named after the pod and the volume. */
function validateClaimName({ name }: Volume, { podName }: VolumePlace, path: FieldPath): FieldErrors {
  if (!podName || !name) return []
  const claim = `${podName}-${name}`
  return dns1123Subdomain(claim).map((complaint) =>
    invalid(path.child("name"), name, `PVC name "${claim}": ${complaint}`),
  )
}

function claimsMade(volumes: readonly Volume[], { podName }: VolumePlace): ReadonlySet<string> {
  if (!podName) return new Set()
  return new Set(volumes.filter(({ ephemeral }) => ephemeral !== undefined).map(({ name }) => `${podName}-${name}`))
}

function validateClaimIsAnothers(
  { persistentVolumeClaim }: Volume,
  claims: ReadonlySet<string>,
  path: FieldPath,
): FieldErrors {
  const name = persistentVolumeClaim?.claimName
  if (name === undefined || !claims.has(name)) return []
  const detail = "must not reference a PVC that gets created for an ephemeral volume"
  return [invalid(path.child("persistentVolumeClaim", "claimName"), name, detail)]
}
