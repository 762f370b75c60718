import { useMemo } from "react"
import { groupResourceOf, type Resource } from "../../core/machinery/api/resource.ts"
import { useDiscovery } from "../data/use-discovery.ts"
import { texts } from "../texts/texts.ts"
import { kindTitle } from "../views/resources/list/kind-title.ts"
import { type Action, useActions } from "./actions.ts"
import { kubectlCommand } from "./command-text.ts"
import { navigate } from "./use-route.ts"

/** The kinds that most people look at most have a shortcut each. */
const shortcuts: Readonly<Record<string, string>> = {
  pods: "g p",
  "deployments.apps": "g d",
  services: "g s",
  nodes: "g n",
  configmaps: "g m",
  events: "g e",
}

/** Offers every kind that the cluster lists as a place to go to, custom ones too. */
export function KindActions({ profile }: { readonly profile: string }) {
  const { resources } = useDiscovery()
  useActions(
    useMemo(() => {
      const listed = (resources ?? []).filter(({ verbs }) => verbs.includes("list"))
      return listed.map((resource) => goToKind(profile, resource))
    }, [profile, resources]),
  )
  return null
}

function goToKind(profile: string, resource: Resource): Action {
  const { group, version, plural, kind, shortNames } = resource
  const name = groupResourceOf(resource)
  return {
    id: `goto.kind:${name}`,
    title: texts.shell.actions.goTo(kindTitle(resource)),
    section: texts.shell.sections.kinds,
    shortcut: shortcuts[name],
    keywords: [kind, name, ...shortNames],
    command: kubectlCommand(profile, ["get", name, ...(resource.namespaced ? ["-A"] : [])]),
    run: () => navigate({ screen: "list", profile, resource: { group, version, plural } }),
  }
}
