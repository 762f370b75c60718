import { Monitor, Moon, ShieldCheck, Sun } from "lucide-react"
import type { Settings } from "../../../core/bridge/contract/desktop.ts"
import { useDriversHealth } from "../../data/use-clusters.ts"
import { Card } from "../../design/card.tsx"
import { Segmented } from "../../design/segmented.tsx"
import { Select } from "../../design/select.tsx"
import { Switch } from "../../design/switch.tsx"
import { texts } from "../../texts/texts.ts"
import { KeptField } from "./kept-field.tsx"

interface SettingCardProps {
  readonly settings: Settings
  onChange(part: Partial<Settings>): void
}

export function LookCard({ settings, onChange }: SettingCardProps) {
  const { theme } = texts.shell
  return (
    <Card title={texts.settings.look.title}>
      <div className="flex items-center justify-between gap-4">
        <span>{texts.settings.look.theme}</span>
        <Segmented
          label={texts.settings.look.theme}
          value={settings.theme}
          options={[
            { value: "system", label: theme.system, icon: Monitor },
            { value: "light", label: theme.light, icon: Sun },
            { value: "dark", label: theme.dark, icon: Moon },
          ]}
          onChange={(chosen) => onChange({ theme: chosen })}
        />
      </div>
    </Card>
  )
}

export function ClustersCard({ settings, onChange }: SettingCardProps) {
  const { clusters } = texts.settings
  const drivers = useDriversHealth().value ?? []
  const known = drivers.some(({ name }) => name === settings.driver) || settings.driver === "auto"
  const options = [
    { value: "auto", label: clusters.auto },
    ...drivers.map(({ name, healthy, detail }) => ({ value: name, label: name, detail, disabled: !healthy })),
    ...(known ? [] : [{ value: settings.driver, label: settings.driver }]),
  ]
  return (
    <Card title={clusters.title}>
      <div className="flex flex-col gap-3">
        <p className="text-muted">{clusters.description}</p>
        <Select
          label={clusters.driver}
          value={settings.driver}
          options={options}
          onChange={(driver) => onChange({ driver })}
        />
        <div className="grid grid-cols-3 gap-3">
          <KeptField
            type="number"
            label={clusters.nodes}
            value={String(settings.nodes)}
            check={(text) => (Number.isInteger(Number(text)) && Number(text) >= 1 ? undefined : clusters.wrong(1))}
            onKeep={(text) => onChange({ nodes: Number(text) })}
          />
          <KeptField
            type="number"
            label={clusters.cpus}
            value={String(settings.cpus)}
            check={(text) => (Number(text) >= 0.1 ? undefined : clusters.wrong(0.1))}
            onKeep={(text) => onChange({ cpus: Number(text) })}
          />
          <KeptField
            type="number"
            label={clusters.memory}
            unit={clusters.memoryUnit}
            value={String(Number((settings.memoryMiB / 1024).toFixed(2)))}
            check={(text) => (Number(text) >= 1 ? undefined : clusters.wrong(1))}
            onKeep={(text) => onChange({ memoryMiB: Math.round(Number(text) * 1024) })}
          />
        </div>
      </div>
    </Card>
  )
}

export function KubectlCard({ settings, onChange }: SettingCardProps) {
  const { kubectl } = texts.settings
  return (
    <Card title={kubectl.title}>
      <KeptField
        label={kubectl.kubeconfig}
        hint={kubectl.kubeconfigHint}
        mono
        value={settings.kubeconfig}
        onKeep={(kubeconfig) => onChange({ kubeconfig })}
      />
    </Card>
  )
}

export function NetworkCard({ settings: { proxy }, onChange }: SettingCardProps) {
  const { network } = texts.settings
  const change = (part: Partial<Settings["proxy"]>) => onChange({ proxy: { ...proxy, ...part } })
  return (
    <Card title={network.title}>
      <div className="flex flex-col gap-3">
        <p className="text-muted">{network.description}</p>
        <div className="grid grid-cols-2 gap-3">
          <KeptField label={network.http} mono value={proxy.http} onKeep={(http) => change({ http })} />
          <KeptField label={network.https} mono value={proxy.https} onKeep={(https) => change({ https })} />
        </div>
        <KeptField
          label={network.noProxy}
          hint={network.noProxyHint}
          mono
          value={proxy.noProxy}
          onKeep={(noProxy) => change({ noProxy })}
        />
      </div>
    </Card>
  )
}

export function AppCard({ settings, onChange }: SettingCardProps) {
  const { app } = texts.settings
  return (
    <Card title={app.title}>
      <div className="flex flex-col gap-4">
        <Switch
          label={app.startAtLogin}
          hint={app.startAtLoginHint}
          checked={settings.startAtLogin}
          onChange={(startAtLogin) => onChange({ startAtLogin })}
        />
        <Switch
          label={app.notifications}
          hint={app.notificationsHint}
          checked={settings.notifications}
          onChange={(notifications) => onChange({ notifications })}
        />
        <KeptField
          label={app.shell}
          hint={app.shellHint}
          mono
          value={settings.shell}
          onKeep={(shell) => onChange({ shell })}
        />
        <p className="flex items-center gap-2 text-sm text-muted">
          <ShieldCheck size={15} className="shrink-0 text-ok-ink" aria-hidden />
          {app.telemetry}
        </p>
      </div>
    </Card>
  )
}
