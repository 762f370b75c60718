import { clsx } from "clsx"
import { ChevronRight } from "lucide-react"
import { type ReactNode, useMemo, useState } from "react"
import type { Resource } from "../../../core/machinery/api/resource.ts"
import { useDiscovery } from "../../data/use-discovery.ts"
import { Skeleton } from "../../design/skeleton.tsx"
import { SearchField } from "../../design/text-field.tsx"
import { formatRoute } from "../../shell/routes.ts"
import { useRoute } from "../../shell/use-route.ts"
import { texts } from "../../texts/texts.ts"
import { useKept } from "./list/kept.ts"
import { type NavGroup, navGroups } from "./nav-groups.ts"

const words = texts.resources.nav

/** Every kind that the cluster serves, in groups; custom ones by their own group. */
export function ResourceNav({ profile }: { readonly profile: string }): ReactNode {
  const { resources, error } = useDiscovery()
  const [filter, setFilter] = useState("")
  const [closed, setClosed] = useKept("nav:closed", parseClosed)
  const groups = useMemo(() => navGroups(resources ?? [], filter), [resources, filter])
  if (resources === undefined) {
    return error === undefined ? <Loading /> : <p className="px-2 py-3 text-sm text-bad-ink">{words.failed}</p>
  }
  return (
    <div className="flex flex-col gap-2 pt-3">
      <SearchField
        label={words.filter}
        value={filter}
        onChange={setFilter}
        onKeyDown={(event) => {
          const [first] = groups.flatMap(({ kinds }) => kinds)
          if (event.key === "Enter" && first !== undefined) location.hash = hrefOf(profile, first.resource)
        }}
      />
      {groups.length === 0 && <p className="px-2 text-sm text-muted">{words.none}</p>}
      {groups.map((group) => (
        <Group
          key={group.id}
          group={group}
          profile={profile}
          open={filter !== "" || closed.includes(group.id) === group.folded}
          onToggle={() =>
            setClosed(closed.includes(group.id) ? closed.filter((id) => id !== group.id) : [...closed, group.id])
          }
        />
      ))}
    </div>
  )
}

interface GroupProps {
  readonly group: NavGroup
  readonly profile: string
  readonly open: boolean
  onToggle(): void
}

function Group({ group, profile, open, onToggle }: GroupProps): ReactNode {
  return (
    <section>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className="flex h-6 w-full items-center gap-1 rounded-md px-1 text-xs font-medium text-faint hover:text-ink"
        >
          <ChevronRight size={12} aria-hidden className={clsx("shrink-0", open && "rotate-90")} />
          <span className="truncate">{group.title}</span>
        </button>
      </h3>
      {open && (
        <ul>
          {group.kinds.map(({ resource, title }) => (
            <li key={`${resource.group}/${resource.plural}`}>
              <KindLink profile={profile} resource={resource} title={title} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface KindLinkProps {
  readonly profile: string
  readonly resource: Resource
  readonly title: string
}

function KindLink({ profile, resource, title }: KindLinkProps): ReactNode {
  const route = useRoute()
  const { group, plural } = resource
  const isHere = "resource" in route && route.resource.group === group && route.resource.plural === plural
  return (
    <a
      href={hrefOf(profile, resource)}
      aria-current={isHere ? "page" : undefined}
      title={group === "" ? plural : `${plural}.${group}`}
      className={clsx(
        "flex h-6.5 items-center rounded-md pr-2 pl-5",
        isHere ? "bg-selected font-medium text-accent-ink" : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      <span className="min-w-0 truncate">{title}</span>
    </a>
  )
}

function Loading(): ReactNode {
  return (
    <div role="status" aria-label={texts.common.loading} className="flex flex-col gap-3 px-2 pt-4">
      {["w-20", "w-28", "w-24", "w-32", "w-16"].map((width) => (
        <Skeleton key={width} className={`h-3.5 ${width}`} />
      ))}
    </div>
  )
}

function hrefOf(profile: string, { group, version, plural }: Resource): string {
  return formatRoute({ screen: "list", profile, resource: { group, version, plural } })
}

function parseClosed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : []
}
