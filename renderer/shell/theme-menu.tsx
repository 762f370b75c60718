import { Monitor, Moon, Sun } from "lucide-react"
import { useBridge } from "../data/bridge-context.ts"
import { useSettings } from "../data/use-settings.ts"
import { IconButton } from "../design/button.tsx"
import { Menu } from "../design/menu.tsx"
import { useToaster } from "../design/toast.tsx"
import { texts } from "../texts/texts.ts"

/** The theme, at hand. */
export function ThemeMenu() {
  const bridge = useBridge()
  const toaster = useToaster()
  const theme = useSettings().value?.theme ?? "system"
  const Icon = icons[theme]
  return (
    <Menu
      side="top"
      trigger={<IconButton icon={Icon} label={texts.shell.theme.label} tooltip="right" />}
      entries={(["system", "light", "dark"] as const).map((choice) => ({
        type: "item",
        id: choice,
        label: texts.shell.theme[choice],
        checked: choice === theme,
        onSelect: () => {
          bridge
            .call("settings.change", { theme: choice })
            .catch((error) => toaster.fail(texts.shell.themeFailed, error))
        },
      }))}
    />
  )
}

const icons = { system: Monitor, light: Sun, dark: Moon }
