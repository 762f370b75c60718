import type { CSSProperties } from "react"
import type { AnsiColor, AnsiStyle } from "./ansi.ts"

/** How a piece of a line looks. The theme has the sixteen colours; a background brings words that are read on it. */
export function segmentStyle(style: AnsiStyle): CSSProperties | undefined {
  if (Object.keys(style).length === 0) return undefined
  const { color, background, bold, dim, italic, underline } = style
  return {
    ...(background === undefined
      ? color !== undefined && { color: colorOf(color) }
      : { color: "var(--canvas)", backgroundColor: colorOf(background) }),
    ...(bold === true && { fontWeight: 600 }),
    ...(dim === true && { color: "var(--faint)" }),
    ...(italic === true && { fontStyle: "italic" }),
    ...(underline === true && { textDecoration: "underline" }),
  }
}

/** Told apart by their names, not by their order: a pod keeps its colour when others come and go. */
export function sourceColor(label: string): string {
  let hash = 0
  for (const character of label) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return colorOf(sourceColors[hash % sourceColors.length] ?? 4)
}

const sourceColors: readonly number[] = [4, 5, 6, 2, 3, 1, 12, 13, 14, 10, 11, 9]

/** A colour of its own may be unreadable on this ground: it is brought halfway to the words' colour. */
function colorOf(color: AnsiColor): string {
  return typeof color === "number" ? `var(--ansi-${color})` : `color-mix(in oklab, ${color} 50%, var(--ink))`
}
