import { Ban, CircleCheck, LogOut, Play, RotateCw, Scaling, Trash2 } from "lucide-react"
import { jobs } from "../../../../core/apis/resources.gen.ts"
import { formatTime } from "../../../../core/base/clock.ts"
import type { Patch } from "../../../../core/client/client.ts"
import { groupResourceOf, type Resource } from "../../../../core/machinery/api/resource.ts"
import { texts } from "../../../texts/texts.ts"
import { drainNodes } from "./drain.ts"
import { eachObject } from "./each-object.ts"
import { kubectlCommands, kubectlWord } from "./kubectl-command.ts"
import type { ActionContext, ActionTargets, ObjectAction } from "./object-action.ts"
import { newJobFrom } from "./trigger.ts"

/** What can be done to objects of a resource, in the order in which menus show it. */
export function objectActions(resource: Resource): readonly ObjectAction[] {
  const name = groupResourceOf(resource)
  const can = (verb: Resource["verbs"][number]) => resource.verbs.includes(verb)
  return [
    ...(restartable.includes(name) && can("patch") ? [restart] : []),
    ...(scalable.includes(name) && can("patch") ? [scale] : []),
    ...(name === "nodes" && can("patch") ? [cordon, uncordon, drain] : []),
    ...(name === "cronjobs.batch" ? [trigger] : []),
    ...(can("delete") ? [remove] : []),
  ]
}

const restartable = ["deployments.apps", "daemonsets.apps", "statefulsets.apps"]
const scalable = ["deployments.apps", "statefulsets.apps", "replicasets.apps", "replicationcontrollers"]

const words = texts.resources.actions

const restart: ObjectAction = {
  id: "restart",
  ...words.restart,
  icon: RotateCw,
  danger: false,
  confirm: "plain",
  defaults: {},
  command: (about, _, kubectl) =>
    kubectlCommands(about, (place, names) => `${kubectl}${place} rollout restart ${slashed(about.resource, names)}`),
  run: (about, _, context) => {
    const annotations = { "kubectl.kubernetes.io/restartedAt": formatTime(context.clock.now()) }
    return patchEach(about, context, { type: "strategic", body: { spec: { template: { metadata: { annotations } } } } })
  },
}

const scale: ObjectAction = {
  id: "scale",
  ...words.scale,
  icon: Scaling,
  danger: false,
  confirm: "scale",
  defaults: { replicas: 1 },
  command: (about, { replicas = 1 }, kubectl) =>
    kubectlCommands(
      about,
      (place, names) => `${kubectl}${place} scale --replicas=${replicas} ${slashed(about.resource, names)}`,
    ),
  run: (about, { replicas = 1 }, context) =>
    patchEach(about, context, { type: "merge", body: { spec: { replicas } } }, "scale"),
}

const cordon: ObjectAction = {
  id: "cordon",
  ...words.cordon,
  icon: Ban,
  danger: false,
  confirm: "plain",
  defaults: {},
  command: (about, _, kubectl) => kubectlCommands(about, (_place, names) => `${kubectl} cordon ${names}`),
  run: (about, _, context) => patchEach(about, context, { type: "strategic", body: { spec: { unschedulable: true } } }),
}

const uncordon: ObjectAction = {
  id: "uncordon",
  ...words.uncordon,
  icon: CircleCheck,
  danger: false,
  confirm: "plain",
  defaults: {},
  command: (about, _, kubectl) => kubectlCommands(about, (_place, names) => `${kubectl} uncordon ${names}`),
  run: (about, _, context) => patchEach(about, context, { type: "strategic", body: { spec: { unschedulable: null } } }),
}

const drain: ObjectAction = {
  id: "drain",
  ...words.drain,
  icon: LogOut,
  danger: true,
  confirm: "drain",
  defaults: { force: false, deleteEmptyDirData: false },
  command: (about, { force, deleteEmptyDirData }, kubectl) => {
    const flags = `${deleteEmptyDirData ? " --delete-emptydir-data" : ""}${force ? " --force" : ""}`
    return kubectlCommands(about, (_place, names) => `${kubectl} drain --ignore-daemonsets${flags} ${names}`)
  },
  run: drainNodes,
}

const trigger: ObjectAction = {
  id: "trigger",
  ...words.trigger,
  icon: Play,
  danger: false,
  confirm: "plain",
  defaults: {},
  command: (about, _, kubectl) =>
    about.objects
      .map((object) =>
        kubectlCommands(
          { ...about, objects: [object] },
          (place, name) => `${kubectl}${place} create job --from=cronjob/${name} ${name}-manual`,
        ),
      )
      .join(" && "),
  run: (about, _, context) =>
    eachObject(about, context, async ({ metadata }) => {
      const { client, clock, signal } = context
      const cronJob = await client.get(about.resource, placeOf(metadata, signal))
      const made = await client.create(jobs, newJobFrom(cronJob, clock.now()), { signal })
      return made.metadata.name
    }),
}

const remove: ObjectAction = {
  id: "delete",
  ...words.delete,
  icon: Trash2,
  danger: true,
  confirm: "delete",
  defaults: { propagation: "Background", force: false },
  command: (about, { propagation = "Background", force }, kubectl) => {
    const cascade = propagation === "Background" ? "" : ` --cascade=${propagation.toLowerCase()}`
    const forced = force ? " --grace-period=0 --force" : ""
    return kubectlCommands(
      about,
      (place, names) => `${kubectl}${place} delete ${kubectlWord(about.resource)} ${names}${cascade}${forced}`,
    )
  },
  run: (about, { propagation = "Background", force }, context) =>
    eachObject(about, context, async ({ metadata }) => {
      const { client, signal } = context
      const uid = metadata.uid === undefined ? {} : { preconditions: { uid: metadata.uid } }
      const grace = force ? { gracePeriodSeconds: 0 } : {}
      await client.delete(about.resource, placeOf(metadata, signal), {
        propagationPolicy: propagation,
        ...grace,
        ...uid,
      })
      return undefined
    }),
}

function patchEach(about: ActionTargets, context: ActionContext, patch: Patch, subresource?: string): Promise<void> {
  return eachObject(about, context, async ({ metadata }) => {
    const { client, signal } = context
    await client.patch(about.resource, placeOf(metadata, signal), patch, { subresource, signal })
    return undefined
  })
}

function placeOf(metadata: ActionTargets["objects"][number]["metadata"], signal: AbortSignal) {
  return { namespace: metadata.namespace, name: metadata.name ?? "", signal }
}

/** `deployment/web deployment/api` */
function slashed(resource: Resource, names: string): string {
  const word = kubectlWord(resource)
  return names
    .split(" ")
    .map((name) => `${word}/${name}`)
    .join(" ")
}
