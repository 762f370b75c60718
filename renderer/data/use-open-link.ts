import { useCallback } from "react"
import { useBridge } from "./bridge-context.ts"
import { useAbout } from "./use-settings.ts"

/** Opens an address outside of the app: a new tab where the screens are in a browser already. */
export function useOpenLink(): (url: string) => Promise<void> {
  const bridge = useBridge()
  const inBrowser = useAbout()?.shell === "browser"
  return useCallback(
    async (url: string) => {
      if (inBrowser) window.open(url, "_blank", "noopener")
      else await bridge.call("desktop.openLink", { url })
    },
    [bridge, inBrowser],
  )
}
