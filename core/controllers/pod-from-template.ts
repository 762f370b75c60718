import type { Pod, PodTemplateSpec } from "../apis/core/v1.gen.ts"
import type { Resource } from "../machinery/api/resource.ts"
import { apiVersionOf } from "../machinery/api/resource.ts"
import type { ApiObject } from "../machinery/meta/object.ts"
import { controllerReference } from "../machinery/meta/owners.ts"

/** A pod of its owner's template, named by the server: `web-5fbc6fcfcf-` and five letters. */
export function podFromTemplate(template: PodTemplateSpec | undefined, owner: ApiObject, ownerResource: Resource): Pod {
  const { labels, annotations, finalizers } = template?.metadata ?? {}
  const kind = { apiVersion: apiVersionOf(ownerResource), kind: ownerResource.kind }
  return {
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner, kind)],
    },
    spec: template?.spec ?? { containers: [] },
    status: {},
  }
}
