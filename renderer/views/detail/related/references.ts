import { isJsonObject, type Json, type JsonObject } from "../../../../core/base/json.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** An object named by another one. */
export interface Reference {
  readonly group: string
  readonly kind: string
  /** "" for what has no namespace. */
  readonly namespace: string
  readonly name: string
}

/** What an object uses by name: its config maps, secrets, claims, account, node, class, target. Each once. */
export function referencesOf(object: ApiObject): readonly Reference[] {
  const namespace = object.metadata.namespace ?? ""
  const value = object as unknown as JsonObject // an object from the API is JSON
  const found = [...podReferences(podSpecOf(object), namespace), ...ownReferences(object.kind ?? "", value, namespace)]
  return [...new Map(found.map((reference) => [referenceKey(reference), reference])).values()]
}

/** Names an object once, whatever version it is read in. */
export function referenceKey({ group, kind, namespace, name }: Reference): string {
  return [group, kind, namespace, name].join("/")
}

export function referenceTo(object: ApiObject): Reference {
  const { namespace = "", name = "" } = object.metadata
  return { group: groupOf(object.apiVersion), kind: object.kind ?? "", namespace, name }
}

export function groupOf(apiVersion = ""): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : ""
}

/** The spec of a pod, or of the pods that an object makes. */
export function podSpecOf(object: ApiObject): JsonObject | undefined {
  const spec = memberOf(object, "spec")
  if (object.kind === "Pod") return spec
  const ofJob = memberOf(memberOf(spec, "jobTemplate"), "spec")
  return memberOf(memberOf(ofJob ?? spec, "template"), "spec")
}

/** The labels of a pod, or of the pods that an object makes. */
export function podLabelsOf(object: ApiObject): Readonly<Record<string, string>> | undefined {
  if (object.kind === "Pod") return object.metadata.labels ?? {}
  const template = memberOf(memberOf(object, "spec"), "template")
  if (template === undefined) return undefined
  return (memberOf(memberOf(template, "metadata"), "labels") ?? {}) as Readonly<Record<string, string>> // labels are texts
}

function podReferences(spec: JsonObject | undefined, namespace: string): readonly Reference[] {
  if (spec === undefined) return []
  const named = (kind: string, name: Json | undefined) => reference({ kind, namespace, name })
  const containers = ["initContainers", "containers", "ephemeralContainers"].flatMap((list) => itemsOf(spec, list))
  const env = containers.flatMap((container) => itemsOf(container, "env").map((each) => memberOf(each, "valueFrom")))
  const envFrom = containers.flatMap((container) => itemsOf(container, "envFrom"))
  const volumes = itemsOf(spec, "volumes")
  const sources = [...volumes, ...volumes.flatMap((volume) => itemsOf(memberOf(volume, "projected"), "sources"))]
  return [
    ...reference({ kind: "ServiceAccount", namespace, name: spec["serviceAccountName"] }),
    ...reference({ kind: "Node", namespace: "", name: spec["nodeName"] }),
    ...reference({ kind: "PriorityClass", group: "scheduling.k8s.io", namespace: "", name: spec["priorityClassName"] }),
    ...env.flatMap((from) => named("ConfigMap", memberOf(from, "configMapKeyRef")?.["name"])),
    ...env.flatMap((from) => named("Secret", memberOf(from, "secretKeyRef")?.["name"])),
    ...envFrom.flatMap((from) => named("ConfigMap", memberOf(from, "configMapRef")?.["name"])),
    ...envFrom.flatMap((from) => named("Secret", memberOf(from, "secretRef")?.["name"])),
    ...sources.flatMap((source) => named("ConfigMap", memberOf(source, "configMap")?.["name"])),
    ...sources.flatMap((source) => named("Secret", secretOf(source))),
    ...sources.flatMap((source) =>
      named("PersistentVolumeClaim", memberOf(source, "persistentVolumeClaim")?.["claimName"]),
    ),
    ...itemsOf(spec, "imagePullSecrets").flatMap((secret) => named("Secret", secret["name"])),
  ]
}

/** A volume calls it `secretName`, a projected source `name`. */
function secretOf(source: JsonObject): Json | undefined {
  const secret = memberOf(source, "secret")
  return secret?.["secretName"] ?? secret?.["name"]
}

function ownReferences(kind: string, object: JsonObject, namespace: string): readonly Reference[] {
  const spec = memberOf(object, "spec")
  switch (kind) {
    case "Ingress":
      return ingressReferences(spec, namespace)
    case "PersistentVolumeClaim":
      return [
        ...reference({ kind: "PersistentVolume", namespace: "", name: spec?.["volumeName"] }),
        ...reference({
          kind: "StorageClass",
          group: "storage.k8s.io",
          namespace: "",
          name: spec?.["storageClassName"],
        }),
      ]
    case "PersistentVolume": {
      const claim = memberOf(spec, "claimRef")
      const at = textOf(claim?.["namespace"])
      return reference({ kind: "PersistentVolumeClaim", namespace: at, name: claim?.["name"] })
    }
    case "HorizontalPodAutoscaler":
      return reference({ ...target(memberOf(spec, "scaleTargetRef")), namespace })
    case "RoleBinding":
    case "ClusterRoleBinding":
      return bindingReferences(object, namespace)
    case "ServiceAccount":
      return itemsOf(object, "secrets").flatMap((secret) =>
        reference({ kind: "Secret", namespace, name: secret["name"] }),
      )
    case "StatefulSet":
      return reference({ kind: "Service", namespace, name: spec?.["serviceName"] })
    case "Event":
      return ["involvedObject", "regarding", "related"].flatMap((member) => reference(whole(memberOf(object, member))))
    case "EndpointSlice":
      return itemsOf(object, "endpoints").flatMap((endpoint) => reference(whole(memberOf(endpoint, "targetRef"))))
    default:
      return []
  }
}

function ingressReferences(spec: JsonObject | undefined, namespace: string): readonly Reference[] {
  const paths = itemsOf(spec, "rules").flatMap((rule) => itemsOf(memberOf(rule, "http"), "paths"))
  const backends = [memberOf(spec, "defaultBackend"), ...paths.map((path) => memberOf(path, "backend"))]
  return [
    ...backends.flatMap((backend) =>
      reference({ kind: "Service", namespace, name: memberOf(backend, "service")?.["name"] }),
    ),
    ...itemsOf(spec, "tls").flatMap((tls) => reference({ kind: "Secret", namespace, name: tls["secretName"] })),
  ]
}

function bindingReferences(binding: JsonObject, namespace: string): readonly Reference[] {
  const role = memberOf(binding, "roleRef")
  const roleKind = textOf(role?.["kind"])
  const accounts = itemsOf(binding, "subjects").filter((subject) => subject["kind"] === "ServiceAccount")
  return [
    ...reference({
      kind: roleKind,
      group: "rbac.authorization.k8s.io",
      namespace: roleKind === "Role" ? namespace : "",
      name: role?.["name"],
    }),
    ...accounts.flatMap(({ namespace: at, name }) =>
      reference({ kind: "ServiceAccount", namespace: textOf(at) || namespace, name }),
    ),
  ]
}

function target(to: JsonObject | undefined) {
  return { group: groupOf(textOf(to?.["apiVersion"])), kind: textOf(to?.["kind"]), name: to?.["name"] }
}

/** A reference that names the namespace, too. */
function whole(to: JsonObject | undefined) {
  return { ...target(to), namespace: textOf(to?.["namespace"]) }
}

function reference(to: {
  group?: string
  kind: string
  namespace: string
  name: Json | undefined
}): readonly Reference[] {
  const { group = "", kind, namespace, name } = to
  return typeof name === "string" && name !== "" ? [{ group, kind, namespace, name }] : []
}

function memberOf(value: unknown, name: string): JsonObject | undefined {
  const member = isJsonObject(value) ? value[name] : undefined
  return isJsonObject(member) ? member : undefined
}

function itemsOf(value: JsonObject | undefined, name: string): readonly JsonObject[] {
  const list = value?.[name]
  return Array.isArray(list) ? list.filter(isJsonObject) : []
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : ""
}
