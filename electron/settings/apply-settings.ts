import type { NativeTheme } from "electron"
import type { Settings } from "../../core/bridge/contract/desktop.ts"

export interface ApplySettings {
  readonly nativeTheme: Pick<NativeTheme, "themeSource">
  setStartAtLogin(wanted: boolean): void
}

/** Does what settings ask of the shell, when they change. Returns what takes them. */
export function applySettings({ nativeTheme, setStartAtLogin }: ApplySettings): (settings: Settings) => void {
  let applied: boolean | undefined
  return ({ theme, startAtLogin }) => {
    nativeTheme.themeSource = theme
    if (startAtLogin !== applied) setStartAtLogin(startAtLogin)
    applied = startAtLogin
  }
}
