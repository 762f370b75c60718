import type { ISearchDecorationOptions } from "@xterm/addon-search"
import type { ITheme } from "@xterm/xterm"
import type { Theme } from "../../shell/theme.ts"

/** The terminal's colours: its ground is the screen's, the sixteen are readable on it. */
export function terminalTheme(theme: Theme): ITheme {
  return theme === "dark" ? dark : light
}

/** What a search found, and which of it is shown. */
export function matchColors(theme: Theme): ISearchDecorationOptions {
  const [all, shown] = theme === "dark" ? ["#4d3c12", "#8a6413"] : ["#fbe8bb", "#f5c451"]
  return {
    matchBackground: all,
    activeMatchBackground: shown,
    matchOverviewRuler: "#d98e15",
    activeMatchColorOverviewRuler: "#d98e15",
  }
}

const light: ITheme = {
  background: "#ffffff",
  foreground: "#1b1e24",
  cursor: "#0b6a8f",
  cursorAccent: "#ffffff",
  selectionBackground: "#0b6a8f40",
  black: "#1b1e24",
  red: "#b3262b",
  green: "#146c45",
  yellow: "#835102",
  blue: "#1f55b5",
  magenta: "#8a2f93",
  cyan: "#09607f",
  white: "#656c78",
  brightBlack: "#535a66",
  brightRed: "#c42f34",
  brightGreen: "#1a7d50",
  brightYellow: "#94600a",
  brightBlue: "#2c66cf",
  brightMagenta: "#a03caa",
  brightCyan: "#0b6a8f",
  brightWhite: "#3a404a",
}

const dark: ITheme = {
  background: "#101215",
  foreground: "#e7e9ec",
  cursor: "#63bfe0",
  cursorAccent: "#101215",
  selectionBackground: "#63bfe040",
  black: "#292d33",
  red: "#f7979a",
  green: "#6bd3a3",
  yellow: "#ecbf6c",
  blue: "#86b3f5",
  magenta: "#dd9fe4",
  cyan: "#7ccbe8",
  white: "#d0d5db",
  brightBlack: "#949ba6",
  brightRed: "#fbb4b6",
  brightGreen: "#8fe3bd",
  brightYellow: "#f5d595",
  brightBlue: "#a9caf9",
  brightMagenta: "#eabff0",
  brightCyan: "#a3ddf2",
  brightWhite: "#ffffff",
}
