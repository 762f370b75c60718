import type { KindDefinition } from "../../machinery/api/kind.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { DeleteOptions } from "../../machinery/meta/v1.gen.ts"
import { notFound } from "../../machinery/status/status-error.ts"
import type { Revision } from "../../storage/revision.ts"
import type { Cacher } from "../cacher/cacher.ts"
import { createObject, served } from "./create.ts"
import type { Form } from "./form.ts"
import { type Removed, removeObject } from "./remove.ts"
import { type At, keyOf, type Served, type StoreContext, type WriteRequest } from "./store-context.ts"
import { type Updated, type UpdateRequest, updateObject } from "./update.ts"

/**
 * All that can be done to the objects of one kind, in Kubernetes' fixed order:
 * defaults → mutating admission → prepare → validate → canonicalize → validating admission → storage.
 * Lists and watches go to the cacher itself. Failures are `StatusError`.
 */
export class Store {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    this.#context = context
  }

  get kind(): KindDefinition {
    return this.#context.kind
  }

  get cacher(): Cacher {
    return this.#context.cacher
  }

  get form(): Form {
    return this.#context.form
  }

  async get(
    at: At,
    options?: { readonly atLeast?: Revision; readonly signal?: AbortSignal | undefined },
  ): Promise<Served> {
    const found = await this.#context.cacher.get(keyOf(this.#context, at), options)
    if (found === undefined) throw notFound(this.kind.resource, at.name)
    return served(this.#context, found)
  }

  create(object: ApiObject, request: WriteRequest): Promise<Served> {
    return createObject(this.#context, object, request)
  }

  update(at: At, request: UpdateRequest): Promise<Updated> {
    return updateObject(this.#context, at, request)
  }

  remove(at: At, options: DeleteOptions, request: WriteRequest): Promise<Removed> {
    return removeObject(this.#context, at, options, request)
  }
}
