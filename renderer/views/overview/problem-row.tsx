import { TriangleAlert, XCircle } from "lucide-react"
import { formatDuration } from "../../../core/machinery/table/age.ts"
import type { ObjectAddress, Problem } from "../../data/problems/problem.ts"
import { useNow } from "../../data/use-now.ts"
import { CopyCommand } from "../../design/copy-command.tsx"
import { kubectlCommand } from "../../shell/command-text.ts"
import { formatRoute } from "../../shell/routes.ts"
import { texts } from "../../texts/texts.ts"
import { ObjectLink } from "./object-link.tsx"

const words = texts.overview.problems

/** One problem: what, since when, why, what to do, and how the command line shows it. */
export function ProblemRow({ profile, problem }: { readonly profile: string; readonly problem: Problem }) {
  const { tone, reason, about, message, advice, pods, previousLog, sinceMs } = problem
  const Icon = tone === "bad" ? XCircle : TriangleAlert
  const isOfMany = pods.length > 0 && about.kind !== "Pod"
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon
        size={16}
        role="img"
        aria-label={tone === "bad" ? words.bad : words.warn}
        className={tone === "bad" ? "mt-0.5 shrink-0 text-bad" : "mt-0.5 shrink-0 text-warn"}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <ObjectLink profile={profile} about={about} />
          <span className={tone === "bad" ? "font-medium text-bad-ink" : "font-medium text-warn-ink"}>{reason}</span>
          {isOfMany && <PodLinks profile={profile} pods={pods} />}
          {sinceMs !== undefined && <Since sinceMs={sinceMs} ended={previousLog !== undefined} />}
        </div>
        <p className="break-words">{message}</p>
        <p className="text-muted">
          {advice}
          {previousLog !== undefined && (
            <>
              {" "}
              <a className="rounded-sm text-accent-ink underline" href={logLink(profile, previousLog)}>
                {words.previousLog}
              </a>
            </>
          )}
        </p>
        <CopyCommand className="mt-1" command={kubectlCommand(profile, problem.command.split(" "))} />
      </div>
    </li>
  )
}

/** Of what ended, again and again: when it did so last. */
function Since({ sinceMs, ended }: { readonly sinceMs: number; readonly ended: boolean }) {
  const nowMs = useNow(5_000)
  return (
    <time dateTime={new Date(sinceMs).toISOString()} className="ml-auto text-sm text-faint tabular-nums">
      {(ended ? words.ended : words.since)(formatDuration(Math.max(0, nowMs - sinceMs)))}
    </time>
  )
}

/** One leads to the pod; of many, to the first: they have the same problem. */
function PodLinks({ profile, pods }: { readonly profile: string; readonly pods: readonly ObjectAddress[] }) {
  const [first] = pods
  if (first === undefined) return null
  return (
    <a
      className="rounded-sm text-sm text-muted underline decoration-line-strong hover:text-ink"
      href={linkTo(profile, first)}
      title={pods.map(({ name }) => name).join(", ")}
    >
      {words.pods(pods.length)}
    </a>
  )
}

function linkTo(profile: string, about: ObjectAddress): string {
  return formatRoute(placeOf(profile, about))
}

function logLink(profile: string, { pod, container }: NonNullable<Problem["previousLog"]>): string {
  return formatRoute({ ...placeOf(profile, pod), tab: "logs", container, previous: true })
}

function placeOf(profile: string, { group, version, plural, namespace, name }: ObjectAddress) {
  return { screen: "object", profile, resource: { group, version, plural }, namespace, name } as const
}
