import type { CronJob, Job } from "../../../../core/apis/batch/v1.gen.ts"
import type { ApiObject } from "../../../../core/machinery/meta/object.ts"

/** A name's longest part that leaves room for what is appended. */
const nameMax = 52

/** A job as a cron job would make it now, marked as `kubectl create job --from` marks it. */
export function newJobFrom(object: ApiObject, nowMs: number): Job {
  const cronJob = object as CronJob // the cronjobs resource has no others
  const { name = "", namespace, uid = "" } = cronJob.metadata
  const template = cronJob.spec.jobTemplate
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      ...(namespace === undefined ? {} : { namespace }),
      name: `${name.slice(0, nameMax)}-${Math.floor(nowMs / 1000).toString(36)}`,
      labels: template.metadata?.labels,
      annotations: { ...template.metadata?.annotations, "cronjob.kubernetes.io/instantiate": "manual" },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name, uid, controller: true }],
    },
    spec: template.spec ?? { template: {} },
    status: {},
  }
}
