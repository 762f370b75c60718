import ts from "typescript"
import { isProduct, type Rule } from "./rule.ts"
import { linesOf, nameOf } from "./syntax.ts"

const machineCalls = /^(setTimeout|setInterval|randomUUID|randomBytes|randomInt)$/
const machineMembers =
  /^(Date\.now|performance\.(now|timeOrigin)|Math\.random|crypto\.(randomUUID|getRandomValues)|AbortSignal\.timeout|process\.(?!pid$)\w+)$/

const machine: Rule = {
  sentence: "in core, only host and cmd read the clock, chance, the environment and the arguments",
  appliesTo: (file) => isProduct(file) && file.room !== "" && file.room !== "host" && file.room !== "cmd",
  look: (node) => {
    if (ts.isCallExpression(node) && machineCalls.test(node.expression.getText())) return node.expression.getText()
    if (ts.isPropertyAccessExpression(node) && machineMembers.test(node.getText())) return node.getText()
    const isNow = ts.isNewExpression(node) && node.expression.getText() === "Date" && node.arguments?.length === 0
    return isNow ? "new Date()" : undefined
  },
  allowed: {
    "core/cluster/pki/certificate.ts crypto.getRandomValues":
      "a serial number, beside keys made by the platform's chance",
  },
}

const state: Rule = {
  sentence: "no module holds state",
  appliesTo: isProduct,
  look: (node) => {
    if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(node.parent)) return undefined
    if (!ts.isSourceFile(node.parent.parent.parent)) return undefined
    const isConst = (node.parent.flags & ts.NodeFlags.Const) !== 0
    return isConst && !isEmptyCollection(node) ? undefined : node.name.getText()
  },
  allowed: {
    "core/machinery/managedfields/field-set.ts noChildren":
      "the empty map of all that have no child; it is never grown",
    "core/machinery/quantity/quantity.ts amounts": "a memo: what a text means never changes; bounded",
    "core/apiserver/cacher/stored-form.ts fieldTexts": "a memo: the text of an object that never changes; goes with it",
  },
}

/** Empty, and of a type by which others may fill it: what is filled where it is made is a list of constants. */
function isEmptyCollection({ type, initializer }: ts.VariableDeclaration): boolean {
  if (initializer === undefined) return false
  if (type !== undefined && !/^(Weak)?(Map|Set)<|\[\]$/.test(type.getText().replace(/^readonly .*/, ""))) return false
  if (ts.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0
  if (!ts.isNewExpression(initializer) || (initializer.arguments ?? []).length > 0) return false
  return ["Map", "Set", "WeakMap", "WeakSet", "Array"].includes(initializer.expression.getText())
}

/** Programs do something when they are run; everything else only says what it is. */
const isProgram =
  /^core\/cmd\/[^/]+\.ts$|^core\/storage\/sqlite\/writer-thread\.ts$|^renderer\/main\.tsx$|^electron\/[^/]+\.ts$/

const effects: Rule = {
  sentence: "no import has an effect, but of programs",
  appliesTo: (file) => isProduct(file) && !isProgram.test(file.path),
  look: (node) =>
    ts.isSourceFile(node.parent) && ts.isStatement(node) && !isDeclaration(node) ? node.getText() : undefined,
}

function isDeclaration(statement: ts.Statement): boolean {
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
  const isCode = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
  return isType || isCode || ts.isImportDeclaration(statement) || ts.isVariableStatement(statement)
}

const erasable: Rule = {
  sentence: "no default export, no barrel, no enum, namespace, decorator or parameter property",
  appliesTo: () => true,
  look: (node, { path }) => {
    if (ts.isExportAssignment(node)) return /\.config\.ts$/.test(path) ? undefined : "default export"
    if (ts.isExportDeclaration(node)) return "re-export"
    if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node)) return nameOf(node)
    if (ts.isDecorator(node)) return "decorator"
    const isProperty = ts.isParameter(node) && ts.isConstructorDeclaration(node.parent) && node.modifiers !== undefined
    return isProperty ? "parameter property" : undefined
  },
}

const proven: Rule = {
  sentence: "no any and no non-null assertion",
  appliesTo: isProduct,
  look: (node) => {
    if (ts.isNonNullExpression(node)) return "non-null assertion"
    return node.kind === ts.SyntaxKind.AnyKeyword ? "any" : undefined
  },
}

const longest = 70

const short: Rule = {
  sentence: `no function is longer than ${longest} lines`,
  appliesTo: isProduct,
  look: (node, file) => (ts.isFunctionLike(node) && linesOf(file, node) > longest ? nameOf(node) : undefined),
  allowed: {
    "core/apiserver/api-server.ts newApiServer": "a list: the parts in the order they are made, one a line",
  },
}

/** Three is the aim. More have their place where a walk carries both trees, the path and where to report. */
const mostParameters = 5

const few: Rule = {
  sentence: `no function takes more than ${mostParameters} parameters`,
  appliesTo: isProduct,
  look: (node) => (ts.isFunctionLike(node) && node.parameters.length > mostParameters ? nameOf(node) : undefined),
}

const patient: Rule = {
  sentence: "no unit test sleeps or mocks a module",
  appliesTo: (file) => file.isTest && /^(core|electron|renderer)\//.test(file.path),
  look: (node) => {
    const called = ts.isCallExpression(node) ? node.expression.getText() : ""
    return /^(setTimeout|setInterval|vi\.(mock|doMock|useFakeTimers))$/.test(called) ? called : undefined
  },
}

export const codeRules: readonly Rule[] = [machine, state, effects, erasable, proven, short, few, patient]
