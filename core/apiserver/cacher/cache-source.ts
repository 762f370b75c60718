import { pods } from "../../apis/resources.gen.ts"
import type { Resource } from "../../machinery/api/resource.ts"
import type { ApiObject } from "../../machinery/meta/object.ts"
import type { ObjectSource } from "../object-source.ts"
import type { Cachers } from "./cachers.ts"
import { objectKey } from "./keys.ts"

/** What the API server reads of its own objects, from the watch caches. Resources are named in their stored version. */
export function newCacheSource(cachers: Cachers): ObjectSource {
  return {
    get<T extends ApiObject>(resource: Resource<T>, at: { readonly namespace?: string; readonly name: string }) {
      // The keys of a resource hold objects of its type only.
      return cachers.of(resource).peek(objectKey(resource, at))?.object as T | undefined
    },
    list<T extends ApiObject>(resource: Resource<T>, namespace?: string) {
      return cachers
        .of(resource)
        .peekAll({ scope: { namespace } })
        .map((cached) => cached.object as T) // as above
    },
    podsOnNode(nodeName) {
      const index = { name: nodeIndex, value: nodeName }
      return cachers
        .of(pods)
        .peekAll({ scope: {}, index })
        .map((cached) => cached.object)
    },
    onChange: (resource, listener) => cachers.of(resource).subscribe(listener),
  }
}

/** The caches of pods must be made with it. */
const nodeIndex = "spec.nodeName"
