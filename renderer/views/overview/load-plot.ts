import type UPlot from "uplot"

export type Plot = typeof UPlot

/**
 * The chart library, when the first chart is shown. On import it hands `navigator.language` to Intl, which throws for
 * what a browser under LANG=C calls its language ("en-US@posix"): such a language is named by its first part.
 */
export async function loadPlot(): Promise<Plot> {
  if (!isLanguage(navigator.language)) {
    const value = /^[a-z]+(-[a-z]+)?/i.exec(navigator.language)?.[0] ?? "en-US"
    Object.defineProperty(navigator, "language", { value: isLanguage(value) ? value : "en-US", configurable: true })
  }
  return (await import("uplot")).default
}

function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}
