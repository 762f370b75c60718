import type { ConfigMap, EnvVar, Pod, Secret } from "../../apis/core/v1.gen.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { namespaceOf } from "../pod/identity.ts"
import { expand } from "./expand.ts"
import { type DownwardFacts, fieldValue, resourceValue } from "./field-value.ts"
import type { EnvPair } from "./service-env.ts"

/** A container that cannot be made as its spec says. The message is Kubernetes' own. */
export class ContainerConfigError extends Error {
  override readonly name = "ContainerConfigError"
}

export interface EnvSources {
  /** Undefined when there is no such object. */
  configMap(namespace: string, name: string): Promise<ConfigMap | undefined>
  secret(namespace: string, name: string): Promise<Secret | undefined>
  readonly services: readonly EnvPair[]
  readonly facts: DownwardFacts
}

/**
 * The environment of a container: `envFrom`, then `env` with `$(NAME)` of what stands before it, then services where
 * nothing else has the name.
 */
export async function containerEnv(
  pod: Pod,
  container: AnyContainer,
  sources: EnvSources,
): Promise<readonly EnvPair[]> {
  const services = new Map(sources.services)
  const env = new Map<string, string>()
  for (const pair of await envFrom(pod, container, sources)) env.set(...pair)
  for (const variable of container.env ?? []) {
    const known = (name: string) => env.get(name) ?? services.get(name)
    const value = await variableValue(pod, container, variable, sources, known)
    if (value !== undefined) env.set(variable.name, value)
  }
  for (const [name, value] of services) if (!env.has(name)) env.set(name, value)
  return [...env]
}

async function envFrom(pod: Pod, container: AnyContainer, sources: EnvSources): Promise<readonly EnvPair[]> {
  const namespace = namespaceOf(pod)
  const pairs: EnvPair[] = []
  for (const { configMapRef, secretRef, prefix = "" } of container.envFrom ?? []) {
    if (configMapRef !== undefined) {
      const found = await sources.configMap(namespace, configMapRef.name ?? "")
      if (found === undefined && configMapRef.optional !== true) throw missing("configmap", configMapRef.name)
      for (const [key, value] of Object.entries(found?.data ?? {})) pairs.push([`${prefix}${key}`, value])
    }
    if (secretRef !== undefined) {
      const found = await sources.secret(namespace, secretRef.name ?? "")
      if (found === undefined && secretRef.optional !== true) throw missing("secret", secretRef.name)
      for (const [key, value] of Object.entries(found?.data ?? {})) pairs.push([`${prefix}${key}`, decode(value)])
    }
  }
  return pairs
}

async function variableValue(
  pod: Pod,
  container: AnyContainer,
  { value, valueFrom }: EnvVar,
  sources: EnvSources,
  known: (name: string) => string | undefined,
): Promise<string | undefined> {
  if (valueFrom === undefined || value) return expand(value ?? "", known)
  const namespace = namespaceOf(pod)
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom
  if (fieldRef !== undefined) {
    const found = fieldValue(pod, fieldRef, sources.facts)
    if (found === undefined) throw new ContainerConfigError(`unsupported fieldPath: ${fieldRef.fieldPath}`)
    return found
  }
  if (resourceFieldRef !== undefined) {
    const of = resourceFieldRef.containerName || container.name
    const found = resourceValue(pod, of, resourceFieldRef, sources.facts)
    if (found === undefined)
      throw new ContainerConfigError(`unsupported container resource : ${resourceFieldRef.resource}`)
    return found
  }
  if (configMapKeyRef !== undefined) {
    const { name = "", key, optional } = configMapKeyRef
    const found = await sources.configMap(namespace, name)
    if (found === undefined && optional !== true) throw missing("configmap", name)
    if (found?.data?.[key] !== undefined) return found.data[key]
    if (optional === true) return undefined
    throw new ContainerConfigError(`couldn't find key ${key} in ConfigMap ${namespace}/${name}`)
  }
  if (secretKeyRef !== undefined) {
    const { name = "", key, optional } = secretKeyRef
    const found = await sources.secret(namespace, name)
    if (found === undefined && optional !== true) throw missing("secret", name)
    if (found?.data?.[key] !== undefined) return decode(found.data[key])
    if (optional === true) return undefined
    throw new ContainerConfigError(`couldn't find key ${key} in Secret ${namespace}/${name}`)
  }
  return ""
}

function missing(plural: string, name: string | undefined): ContainerConfigError {
  return new ContainerConfigError(`${plural} "${name ?? ""}" not found`)
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8")
}
