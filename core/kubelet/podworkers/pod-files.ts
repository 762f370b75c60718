import type { Pod } from "../../apis/core/v1.gen.ts"
import { readTextFile, writeFileAtomically } from "../../host/files.ts"
import { listFolder, makeFolder, removeTree, setLink, targetOf } from "../../host/tree.ts"
import type { AnyContainer } from "../pod/containers.ts"
import { nameOf, namespaceOf, uidOf } from "../pod/identity.ts"
import {
  containerDir,
  containerLogLink,
  containerLogPath,
  etcHostsPath,
  type KubeletPaths,
  podDir,
  podLogDir,
} from "../pod/paths.ts"
import { hostnameOf, hostsFile } from "../runtime/hosts-file.ts"
import type { RuntimeContainer } from "../runtime/runtime-pod.ts"

const messageMax = 4096
const logMessageMax = 2048
const logMessageLines = 80

export async function makePodFolders(paths: KubeletPaths, pod: Pod): Promise<void> {
  await makeFolder(podDir(paths, uidOf(pod)), 0o750)
  await makeFolder(podLogDir(paths, pod), 0o755)
}

/** The file a container's last words go to; made empty. */
export async function makeMessageFile(
  paths: KubeletPaths,
  pod: Pod,
  { name }: AnyContainer,
  restartCount: number,
): Promise<string> {
  const path = messagePath(paths, uidOf(pod), name, restartCount)
  await writeFileAtomically(path, "", { mode: 0o666 })
  return path
}

/** What a container said last: its message file, or, where it wants that and failed, the end of its log. */
export async function lastWords(
  paths: KubeletPaths,
  pod: Pod,
  container: RuntimeContainer,
  policy: string,
): Promise<string> {
  const path = messagePath(paths, uidOf(pod), container.name, container.restartCount)
  const text = (await readTextFile(path)) ?? ""
  if (text !== "") return text.slice(0, messageMax)
  if (policy !== "FallbackToLogsOnError" || container.exitCode === 0) return ""
  const log = await readTextFile(`${podLogDir(paths, pod)}/${containerLogPath(container.name, container.restartCount)}`)
  return endOfLog(log ?? "")
}

/** The runtime's log lines are `<time> <stream> <P or F> <text>`. */
function endOfLog(log: string): string {
  const lines = log.split("\n").filter((line) => line !== "")
  const texts = lines.slice(-logMessageLines).map((line) => {
    const [, , tag, ...rest] = line.split(" ")
    return `${rest.join(" ")}${tag === "P" ? "" : "\n"}`
  })
  return texts.join("").slice(-logMessageMax)
}

export async function writeHostsFile(
  paths: KubeletPaths,
  pod: Pod,
  ips: readonly string[],
  clusterDomain: string,
): Promise<string> {
  const path = etcHostsPath(paths, uidOf(pod))
  const nodeHosts = pod.spec?.hostNetwork === true ? ((await readTextFile("/etc/hosts")) ?? "") : ""
  const text = hostsFile(pod, { ips, ...hostnameOf(pod, clusterDomain), nodeHosts })
  if ((await readTextFile(path)) !== text) await writeFileAtomically(path, text)
  return path
}

export async function linkLog(
  paths: KubeletPaths,
  pod: Pod,
  { name }: AnyContainer,
  id: string,
  restartCount: number,
): Promise<void> {
  await makeFolder(paths.containerLogs)
  await setLink(
    containerLogLink(paths, pod, name, id),
    `${podLogDir(paths, pod)}/${containerLogPath(name, restartCount)}`,
  )
}

/** Removes what is left in the logs of a pod that is gone. */
export async function removeLogs(paths: KubeletPaths, pod: Pod): Promise<void> {
  await removeTree(podLogDir(paths, pod))
  const prefix = `${nameOf(pod)}_${namespaceOf(pod)}_`
  for (const name of await listFolder(paths.containerLogs)) {
    const link = `${paths.containerLogs}/${name}`
    if (!name.startsWith(prefix)) continue
    if ((await targetOf(link))?.startsWith(`${podLogDir(paths, pod)}/`)) await removeTree(link)
  }
}

/** Removes what a container that was cleaned away has left. */
export async function removeContainerFiles(paths: KubeletPaths, pod: Pod, container: RuntimeContainer): Promise<void> {
  const { name, restartCount, id } = container
  const log = `${podLogDir(paths, pod)}/${containerLogPath(name, restartCount)}`
  for (const file of await listFolder(`${podLogDir(paths, pod)}/${name}`)) {
    if (file === `${restartCount}.log` || file.startsWith(`${restartCount}.log.`)) {
      await removeTree(`${podLogDir(paths, pod)}/${name}/${file}`)
    }
  }
  await removeTree(log)
  await removeTree(containerLogLink(paths, pod, name, id))
  await removeTree(messagePath(paths, uidOf(pod), name, restartCount))
}

function messagePath(paths: KubeletPaths, uid: string, container: string, restartCount: number): string {
  return `${containerDir(paths, uid, container)}/${restartCount}`
}
