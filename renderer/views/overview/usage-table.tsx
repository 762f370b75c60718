import { useState } from "react"
import type { UsagePoint } from "../../data/usage.ts"
import { texts } from "../../texts/texts.ts"
import { formatCpu, formatMemory } from "./format-usage.ts"

const stepMs = 3 * 60_000

/** The history in words, a row every three minutes, made when somebody asks for it. */
export function UsageTable({ points }: { readonly points: readonly UsagePoint[] }) {
  const [open, setOpen] = useState(false)
  const words = texts.overview.usage
  return (
    <details className="mt-1" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="text-muted w-fit cursor-pointer text-sm">{words.table}</summary>
      {open && (
        <table className="w-full text-left text-sm tabular-nums">
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              <th scope="col">{words.cpu}</th>
              <th scope="col">{words.memory}</th>
            </tr>
          </thead>
          <tbody>
            {byStep(points).map(({ atMs, cpuMillicores, memoryBytes }) => (
              <tr key={atMs}>
                <td>{new Date(atMs).toLocaleTimeString()}</td>
                <td>{formatCpu(cpuMillicores)}</td>
                <td>{formatMemory(memoryBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

/** The last point of each step, newest first. */
function byStep(points: readonly UsagePoint[]): readonly UsagePoint[] {
  const last = new Map(points.map((point) => [Math.floor(point.atMs / stepMs), point]))
  return [...last.values()].toReversed()
}
