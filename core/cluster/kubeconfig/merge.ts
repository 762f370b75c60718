import { type Document, isMap, isSeq, parseDocument, type ToStringOptions } from "yaml"

/** What Cove writes about a cluster. Cluster, user and context all have the profile's name. */
export interface KubeconfigEntry {
  readonly name: string
  readonly server: string
  readonly namespace: string
  readonly cluster: Readonly<Record<string, string>>
  readonly user: Readonly<Record<string, string>>
}

/** An entry of the name is there, and it is not for this authority: another program's, or another COVE_HOME's. */
export class ForeignEntryError extends Error {
  override readonly name = "ForeignEntryError"
  readonly entry: string

  constructor(entry: string) {
    super(`The kubeconfig has another entry "${entry}"`)
    this.entry = entry
  }
}

/** The text of a kubeconfig with the entry in it; all else, comments too, stays as it was. */
export function withEntry(
  text: string,
  entry: KubeconfigEntry,
  { makeCurrent }: { readonly makeCurrent: boolean },
): string {
  const document = parseKubeconfig(text)
  if (!isOurs(document, entry.name, entry.cluster["certificate-authority"])) throw new ForeignEntryError(entry.name)
  setNamed(document, "clusters", entry.name, { cluster: { server: entry.server, ...entry.cluster } })
  setNamed(document, "contexts", entry.name, {
    context: { cluster: entry.name, namespace: entry.namespace, user: entry.name },
  })
  setNamed(document, "users", entry.name, { user: { ...entry.user } })
  if (makeCurrent) document.set("current-context", entry.name)
  return write(document, text)
}

export interface EntryToRemove {
  readonly name: string
  /** The file that our entries name as their authority. */
  readonly authority: string
  /** The context to make current again. */
  readonly previous: string | undefined
}

/** Without the entry, and without its context as the current one. An entry of another authority stays. */
export function withoutEntry(text: string, { name, authority, previous }: EntryToRemove): string {
  const document = parseKubeconfig(text)
  if (!isOurs(document, name, authority)) return text
  for (const list of ["clusters", "contexts", "users"]) removeNamed(document, list, name)
  restoreContext(document, name, previous)
  return write(document, text)
}

/** With the entry, which stays to be used again, but not as the current context. */
export function withoutCurrent(text: string, name: string, previous: string | undefined): string {
  const document = parseKubeconfig(text)
  restoreContext(document, name, previous)
  return write(document, text)
}

/** As it was laid out before: kubectl does not indent lists, people do. Lines stay as long as they are. */
function write(document: Document, before: string): string {
  const indented = /^(?:clusters|contexts|users):[^\n]*\n(?:\s*#[^\n]*\n)* +- /m.test(before)
  const layout: ToStringOptions = { lineWidth: 0, indentSeq: indented, flowCollectionPadding: !/\{[^ \n]/.test(before) }
  return document.toString(layout)
}

/** Nobody's counts as ours. */
function isOurs(document: Document, name: string, authority: string | undefined): boolean {
  const index = findNamed(document, "clusters", name)
  if (index < 0) return true
  return document.getIn(["clusters", index, "cluster", "certificate-authority"]) === authority
}

/** `previous` becomes the current context again if it is still there, unless somebody chose another meanwhile. */
function restoreContext(document: Document, name: string, previous: string | undefined): void {
  if (document.get("current-context") !== name) return
  const there = previous !== undefined && findNamed(document, "contexts", previous) >= 0
  document.set("current-context", there ? previous : "")
}

export function currentContext(text: string): string | undefined {
  const current = parseKubeconfig(text).get("current-context")
  return typeof current === "string" && current !== "" ? current : undefined
}

/** The server of the cluster of that name. */
export function serverIn(text: string, name: string): string | undefined {
  const document = parseKubeconfig(text)
  const index = findNamed(document, "clusters", name)
  const server = index < 0 ? undefined : document.getIn(["clusters", index, "cluster", "server"])
  return typeof server === "string" ? server : undefined
}

/** Throws a SyntaxError for what is no kubeconfig: better than to write over it. */
function parseKubeconfig(text: string): Document {
  const document = parseDocument(text.trim() === "" ? empty : text)
  const [error] = document.errors
  if (error !== undefined) throw new SyntaxError(error.message.split("\n", 1)[0]?.replace(/:$/, ""))
  if (!isMap(document.contents)) throw new SyntaxError("Not a kubeconfig: no mapping at the top")
  return document
}

const empty =
  'apiVersion: v1\nkind: Config\npreferences: {}\nclusters: []\ncontexts: []\nusers: []\ncurrent-context: ""\n'

function setNamed(document: Document, list: string, name: string, rest: object): void {
  const index = findNamed(document, list, name)
  const sequence = document.get(list)
  if (index >= 0) {
    document.setIn([list, index], document.createNode({ ...rest, name }))
  } else if (isSeq(sequence)) {
    sequence.flow = false
    sequence.add(document.createNode({ ...rest, name }))
  } else {
    document.set(list, document.createNode([{ ...rest, name }]))
  }
}

function removeNamed(document: Document, list: string, name: string): void {
  const index = findNamed(document, list, name)
  if (index >= 0) document.deleteIn([list, index])
}

function findNamed(document: Document, list: string, name: string): number {
  const sequence = document.get(list)
  if (!isSeq(sequence)) return -1
  return sequence.items.findIndex((item) => isMap(item) && item.get("name") === name)
}
