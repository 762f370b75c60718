import { useCallback } from "react"
import type { Settings } from "../../../core/bridge/contract/desktop.ts"
import { useBridge } from "../../data/bridge-context.ts"
import { useSettings } from "../../data/use-settings.ts"
import { ErrorState } from "../../design/error-state.tsx"
import { SkeletonRows } from "../../design/skeleton.tsx"
import { useToaster } from "../../design/toast.tsx"
import { texts } from "../../texts/texts.ts"
import { AboutCard } from "./about-card.tsx"
import { HelpCard } from "./help-card.tsx"
import { AppCard, ClustersCard, KubectlCard, LookCard, NetworkCard } from "./setting-cards.tsx"

/** Everything that can be chosen once for all. */
export function SettingsScreen() {
  const { value: settings, error } = useSettings()
  const change = useChange()
  if (error !== undefined && settings === undefined)
    return <ErrorState title={texts.settings.failed} message={error.message} advice={error.advice} />
  if (settings === undefined) return <SkeletonRows label={texts.common.loading} />
  return (
    <div className="mx-auto flex max-w-180 flex-col gap-5 p-6">
      <header>
        <h2 className="text-xl font-semibold">{texts.settings.title}</h2>
        <p className="text-muted">{texts.settings.subtitle}</p>
      </header>
      <LookCard settings={settings} onChange={change} />
      <ClustersCard settings={settings} onChange={change} />
      <KubectlCard settings={settings} onChange={change} />
      <NetworkCard settings={settings} onChange={change} />
      <AppCard settings={settings} onChange={change} />
      <HelpCard />
      <AboutCard key={settings.kubeconfig} />
    </div>
  )
}

function useChange(): (part: Partial<Settings>) => void {
  const bridge = useBridge()
  const toaster = useToaster()
  return useCallback(
    (part: Partial<Settings>) => {
      bridge.call("settings.change", part).catch((error) => toaster.fail(texts.settings.saveFailed, error))
    },
    [bridge, toaster],
  )
}
