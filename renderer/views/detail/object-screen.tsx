import { SearchX, Trash2 } from "lucide-react"
import { Suspense, useMemo, useRef, useState } from "react"
import type { Resource } from "../../../core/machinery/api/resource.ts"
import type { ApiObject } from "../../../core/machinery/meta/object.ts"
import { useDiscovery, useResource } from "../../data/use-discovery.ts"
import { useObject } from "../../data/use-object.ts"
import { EmptyState } from "../../design/empty-state.tsx"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { TabPanel, Tabs } from "../../design/tabs.tsx"
import { formatRoute, type ResourceRef } from "../../shell/routes.ts"
import { navigate } from "../../shell/use-route.ts"
import { texts } from "../../texts/texts.ts"
import { ObjectHeader } from "./object-header.tsx"
import { tabsOf } from "./object-tabs.ts"
import { withKind } from "./parts/with-kind.ts"
import { DraftContext } from "./yaml/draft-context.ts"
import type { EditState } from "./yaml/use-manifest-edit.ts"

export interface ObjectScreenProps {
  readonly profile: string
  readonly resource: ResourceRef
  /** "" for what has no namespace. */
  readonly namespace: string
  readonly name: string
  readonly tab: string | undefined
}

/** Everything about one object. */
export function ObjectScreen(props: ObjectScreenProps) {
  const { resources, error } = useDiscovery()
  const resource = useResource(props.resource)
  if (resource !== undefined) {
    const { profile, namespace, name } = props
    return <KnownObject key={`${profile} ${resource.plural} ${namespace}/${name}`} {...props} served={resource} />
  }
  if (resources !== undefined) {
    return <EmptyState icon={SearchX} title={texts.detail.notServed(props.resource.plural)} />
  }
  if (error !== undefined) return <ErrorState title={texts.detail.failed} message={error.message} />
  return <SkeletonRows label={texts.common.loading} />
}

function KnownObject(props: ObjectScreenProps & { readonly served: Resource }) {
  const { served, namespace, name, profile } = props
  const { object, gone, error } = useObject<ApiObject>(served, namespace, name)
  const [last, setLast] = useState<ApiObject>()
  if (object !== undefined && object !== last) setLast(object)
  const draft = useRef<EditState>(undefined)
  const shown = object ?? last
  if (shown !== undefined) {
    return (
      <DraftContext value={draft}>
        <ShownObject {...props} object={shown} gone={gone} />
      </DraftContext>
    )
  }
  if (gone) {
    return (
      <EmptyState
        icon={SearchX}
        title={texts.detail.notFound(served.kind, name)}
        detail={texts.detail.notFoundDetail}
        actions={<ListLink profile={profile} resource={props.resource} namespace={namespace} />}
      />
    )
  }
  if (error !== undefined) return <ErrorState title={texts.detail.failed} message={error.message} />
  return <SkeletonRows label={texts.common.loading} />
}

interface ShownObjectProps extends ObjectScreenProps {
  readonly served: Resource
  readonly object: ApiObject
  readonly gone: boolean
}

function ShownObject({ profile, resource, served, namespace, name, tab, object, gone }: ShownObjectProps) {
  const tabs = tabsOf(served)
  const chosen = tabs.find(({ id }) => id === tab) ?? tabs[0]
  const whole = useMemo(() => withKind(served, object), [served, object])
  const view = { profile, at: resource, resource: served, object: whole }
  const choose = (next: string) =>
    navigate({ screen: "object", profile, resource, namespace, name, ...(next === "summary" ? {} : { tab: next }) })
  return (
    <div className="flex h-full flex-col">
      <ObjectHeader {...view} gone={gone} />
      {gone && <GoneNote profile={profile} resource={resource} namespace={namespace} />}
      <div className="min-h-0 flex-1">
        <Tabs label={texts.detail.tabs.label} tabs={tabs} value={chosen?.id ?? ""} onChange={choose}>
          {tabs.map(({ id, Panel }) => (
            <TabPanel key={id} id={id}>
              <Suspense fallback={<SkeletonRows label={texts.common.loading} />}>
                <Panel {...view} />
              </Suspense>
            </TabPanel>
          ))}
        </Tabs>
      </div>
    </div>
  )
}

type Place = Pick<ObjectScreenProps, "profile" | "resource" | "namespace">

function GoneNote(place: Place) {
  return (
    <div role="status" className="flex items-center gap-2.5 border-b border-line bg-warn-soft px-4 py-2">
      <Trash2 size={15} className="shrink-0 text-warn-ink" aria-hidden />
      <p className="flex-1">{texts.detail.deletedDetail}</p>
      <ListLink {...place} />
    </div>
  )
}

function ListLink({ profile, resource, namespace }: Place) {
  const route = { screen: "list" as const, profile, resource, ...(namespace === "" ? {} : { namespace }) }
  return (
    <a href={formatRoute(route)} className="rounded-sm text-accent-ink underline underline-offset-2">
      {texts.detail.backToList(resource.plural)}
    </a>
  )
}
