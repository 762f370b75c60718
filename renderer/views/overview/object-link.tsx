import type { ObjectAddress } from "../../data/problems/problem.ts"
import { formatRoute } from "../../shell/routes.ts"

/** "Deployment default/web", leading to it. */
export function ObjectLink({ profile, about }: { readonly profile: string; readonly about: ObjectAddress }) {
  const { group, version, plural, kind, namespace, name } = about
  const href = formatRoute({ screen: "object", profile, resource: { group, version, plural }, namespace, name })
  return (
    <a href={href} className="min-w-0 rounded-sm font-medium break-all hover:text-accent-ink hover:underline">
      <span className="font-normal text-muted">{kind}</span>{" "}
      {namespace !== "" && <span className="text-muted">{namespace}/</span>}
      {name}
    </a>
  )
}
