import { BookOpen } from "lucide-react"
import { useCallback, useEffect, useState } from "react"
import type { AddonPart, AddonSummary } from "../../../core/bridge/contract/api.ts"
import { useAddonPart } from "../../data/use-addons.ts"
import { useOpenLink } from "../../data/use-open-link.ts"
import { Badge, StatusDot } from "../../design/badge.tsx"
import { Button } from "../../design/button.tsx"
import { CopyButton } from "../../design/copy-command.tsx"
import { Switch } from "../../design/switch.tsx"
import { useToaster } from "../../design/toast.tsx"
import type { Tone } from "../../design/tone.ts"
import { Tooltip } from "../../design/tooltip.tsx"
import { kubectlCommand } from "../../shell/command-text.ts"
import { formatRoute, type Route } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"
import { type PartState, partState, worstTone } from "./part-state.ts"

interface AddonCardProps {
  readonly profile: string
  readonly addon: AddonSummary
}

/** An add-on: what it is for, what it runs, and how that is. */
export function AddonCard({ profile, addon }: AddonCardProps) {
  const [tones, setTones] = useState<Readonly<Record<string, Tone>>>({})
  const tell = useCallback((key: string, tone: Tone) => {
    setTones((known) => (known[key] === tone ? known : { ...known, [key]: tone }))
  }, [])
  const tone = addon.runs.length === 0 ? "idle" : worstTone(addon.runs.map((part) => tones[keyOf(part)] ?? "busy"))
  return (
    <article aria-label={addon.title} className="rounded-lg border border-line bg-raised shadow-card">
      <header className="flex items-start gap-4 p-4 pb-3">
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <h3 className="font-semibold">{addon.title}</h3>
            <Badge tone={tone} dot>
              {texts.addons.states[tone]}
            </Badge>
            {addon.builtIn && <Badge title={texts.addons.builtInReason}>{texts.addons.builtIn}</Badge>}
          </div>
          <p className="mt-1 text-muted">{addon.description}</p>
        </div>
        {addon.documentation !== undefined && <Documentation url={addon.documentation} />}
        <Tooltip label={texts.addons.builtInReason} side="left">
          <span className="flex pt-1">
            <Switch
              label={texts.addons.toggle(addon.title)}
              hideLabel
              checked
              disabled={addon.builtIn}
              onChange={() => {}}
            />
          </span>
        </Tooltip>
      </header>
      <div className="border-t border-line px-4 py-2.5">
        {addon.runs.length === 0 ? (
          <p className="text-sm text-muted">{texts.addons.runsNothing}</p>
        ) : (
          <ul aria-label={texts.addons.runs} className="flex flex-col">
            {addon.runs.map((part) => (
              <Part key={keyOf(part)} profile={profile} part={part} onTone={tell} />
            ))}
          </ul>
        )}
      </div>
    </article>
  )
}

function Documentation({ url }: { readonly url: string }) {
  const openLink = useOpenLink()
  const toaster = useToaster()
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={BookOpen}
      onClick={() => void openLink(url).catch((error) => toaster.fail(texts.addons.linkFailed, error))}
    >
      {texts.addons.documentation}
    </Button>
  )
}

interface PartProps {
  readonly profile: string
  readonly part: AddonPart
  onTone(key: string, tone: Tone): void
}

function Part({ profile, part, onTone }: PartProps) {
  const state = partState(part.plural, useAddonPart(part))
  useToldTone(keyOf(part), state.tone, onTone)
  return (
    <li className="flex min-h-7 items-center gap-2">
      <StatusDot tone={state.tone} />
      <a
        href={formatRoute(routeOf(profile, part))}
        className="min-w-0 truncate rounded-sm font-mono text-sm hover:underline"
      >
        {[part.plural, part.name ?? part.labelSelector].join(" ")}
      </a>
      {part.namespace !== undefined && <span className="text-sm text-faint">{part.namespace}</span>}
      <span className="ml-auto text-sm text-muted">{wordsOf(state)}</span>
      <CopyButton text={commandOf(profile, part)} label={texts.common.copyCommand} />
    </li>
  )
}

function useToldTone(key: string, tone: Tone, tell: (key: string, tone: Tone) => void): void {
  useEffect(() => tell(key, tone), [key, tone, tell])
}

function wordsOf({ tone, count }: PartState): string {
  if (count !== undefined) return texts.addons.ready(count.ready, count.all)
  if (tone === "busy") return texts.addons.states.busy
  return tone === "bad" ? texts.addons.missing : texts.addons.there
}

function routeOf(profile: string, part: AddonPart): Route {
  const { group, version, plural, namespace, name } = part
  const resource = { group, version, plural }
  if (name !== undefined) return { screen: "object", profile, resource, namespace: namespace ?? "", name }
  return { screen: "list", profile, resource, ...(namespace !== undefined && { namespace }) }
}

function commandOf(profile: string, { group, plural, namespace, name, labelSelector }: AddonPart): string {
  return kubectlCommand(profile, [
    "get",
    group === "" ? plural : `${plural}.${group}`,
    ...(name === undefined ? [] : [name]),
    ...(namespace === undefined ? [] : ["--namespace", namespace]),
    ...(labelSelector === undefined ? [] : ["--selector", labelSelector]),
  ])
}

function keyOf({ group, plural, namespace, name, labelSelector }: AddonPart): string {
  return [group, plural, namespace, name, labelSelector].join("|")
}
