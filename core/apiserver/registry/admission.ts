import type { ApiObject } from "../../machinery/meta/object.ts"
import type { AdmissionAttributes, AdmissionPlugin } from "../admission/plugin.ts"

/** All plugins as one. */
export interface Admission {
  mutate(attributes: AdmissionAttributes & { readonly object: ApiObject }): Promise<ApiObject>
  validate(attributes: AdmissionAttributes): Promise<void>
}

/** In the order given; a plugin sees what those before it made. */
export function newAdmission(plugins: readonly AdmissionPlugin[]): Admission {
  const mutating = plugins.filter((plugin) => plugin.mutate !== undefined)
  const validating = plugins.filter((plugin) => plugin.validate !== undefined)
  return {
    async mutate(attributes) {
      let { object } = attributes
      for (const plugin of mutating) object = (await plugin.mutate?.({ ...attributes, object })) ?? object
      return object
    },
    async validate(attributes) {
      for (const plugin of validating) await plugin.validate?.(attributes)
    },
  }
}
