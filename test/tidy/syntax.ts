import ts from "typescript"
import type { SourceFile } from "./source-files.ts"

export interface ParsedFile extends SourceFile {
  readonly tree: ts.SourceFile
}

export function parse(file: SourceFile): ParsedFile {
  return { ...file, tree: ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true) }
}

/** Calls `see` with every node below, outer ones first. */
export function visitAll(node: ts.Node, see: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    see(child)
    visitAll(child, see)
  })
}

/** "core/dns/zone.ts:12": a link in most terminals. */
export function placeOf(file: ParsedFile, node: ts.Node): string {
  return `${file.path}:${lineAt(file, node.getStart())}`
}

/** Lines that a node takes, its comment not counted. */
export function linesOf(file: ParsedFile, node: ts.Node): number {
  return lineAt(file, node.getEnd()) - lineAt(file, node.getStart()) + 1
}

function lineAt(file: ParsedFile, position: number): number {
  return file.tree.getLineAndCharacterOfPosition(position).line + 1
}

/** How a function or class is called in its file: `#write`, `newPlugins`, `close`. */
export function nameOf(node: ts.Node): string {
  if (ts.isConstructorDeclaration(node)) return `new ${node.parent.name?.getText() ?? ""}`
  const named = node as ts.NamedDeclaration // those that are not have no name
  if (named.name !== undefined) return named.name.getText()
  const { parent } = node
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : "function"
}
