const width = 160
const height = 32

/** A little line of how something went, from 0 to `max`; the words beside it say how much it is now. */
export function Sparkline({ points, max }: { readonly points: readonly number[]; readonly max: number }) {
  const line = lineOf(points, max)
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="my-1 h-8 w-full overflow-visible rounded-sm border-b border-line"
    >
      {line !== "" && (
        <>
          <path d={`${line} L${width} ${height} L0 ${height} Z`} className="fill-accent/12" />
          <path
            d={line}
            className="fill-none stroke-accent"
            strokeWidth={1.25}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  )
}

/** The scale is a third of `max` at least, so that a quiet cluster is not drawn as a storm. */
function lineOf(points: readonly number[], max: number): string {
  if (points.length < 2 || max <= 0) return ""
  const top = Math.max(max / 3, ...points)
  return points
    .map((point, place) => {
      const x = (place / (points.length - 1)) * width
      const y = height - 1 - (point / top) * (height - 2)
      return `${place === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join(" ")
}
