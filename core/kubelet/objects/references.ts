import type { Pod } from "../../apis/core/v1.gen.ts"
import { allContainers } from "../pod/containers.ts"

export interface References {
  readonly configMaps: readonly string[]
  readonly secrets: readonly string[]
}

/** The config maps and secrets of its namespace that a pod names anywhere. */
export function referencesOf(pod: Pod): References {
  const configMaps = new Set<string | undefined>()
  const secrets = new Set<string | undefined>()
  for (const { container } of allContainers(pod)) {
    for (const { configMapRef, secretRef } of container.envFrom ?? []) {
      configMaps.add(configMapRef?.name)
      secrets.add(secretRef?.name)
    }
    for (const { valueFrom } of container.env ?? []) {
      configMaps.add(valueFrom?.configMapKeyRef?.name)
      secrets.add(valueFrom?.secretKeyRef?.name)
    }
  }
  for (const { configMap, secret, projected } of pod.spec?.volumes ?? []) {
    configMaps.add(configMap?.name)
    secrets.add(secret?.secretName)
    for (const source of projected?.sources ?? []) {
      configMaps.add(source.configMap?.name)
      secrets.add(source.secret?.name)
    }
  }
  for (const { name } of pod.spec?.imagePullSecrets ?? []) secrets.add(name)
  return { configMaps: namesIn(configMaps), secrets: namesIn(secrets) }
}

function namesIn(set: ReadonlySet<string | undefined>): readonly string[] {
  return [...set].filter((name): name is string => name !== undefined && name !== "")
}
