/**
 * How well an action fits what was typed, from 0 (not at all) to 1: each word of it has to be somewhere in the title, the
 * keywords or the command; the beginning of the title counts most.
 */
export function paletteScore(typed: string, title: string, others: readonly string[]): number {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  const scores = words.map((word) => wordScore(word, title.toLowerCase(), others))
  if (scores.includes(0)) return 0
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length) || 1
}

function wordScore(word: string, title: string, others: readonly string[]): number {
  if (title.startsWith(word)) return 1
  if (title.split(/[\s-]+/).some((part) => part.startsWith(word))) return 0.8
  if (title.includes(word)) return 0.6
  const places = others.map((other) => other.toLowerCase())
  if (places.some((place) => place.split(/[\s-]+/).some((part) => part.startsWith(word)))) return 0.4
  return places.some((place) => place.includes(word)) ? 0.2 : 0
}
