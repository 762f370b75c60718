import type { FieldError } from "../../machinery/field/field-error.ts"
import { forbidden, notSupported, required } from "../../machinery/field/field-error.ts"
import { FieldPath } from "../../machinery/field/field-path.ts"
import { validateFieldManager } from "../../machinery/meta/validate-meta.ts"
import type { FieldValidation } from "../../machinery/schema/decoder.ts"
import type { Exchange } from "../filters/filter.ts"
import { refuseOptions } from "./options-invalid.ts"
import { boolOf, queryOf } from "./query.ts"

export interface WriteOptions {
  readonly dryRun: boolean
  readonly fieldValidation: FieldValidation
  /** Who the fields will belong to. */
  readonly manager: string
  readonly force: boolean
}

const validations = ["Ignore", "Strict", "Warn"] as const

/** What a write's query says about how to write. `kind` names the options in a refusal. */
export function readWriteOptions(
  { request }: Exchange,
  kind: "CreateOptions" | "UpdateOptions" | "PatchOptions",
  { isApply = false }: { readonly isApply?: boolean } = {},
): WriteOptions {
  const query = queryOf(request.query)
  const manager = query.get("fieldManager") ?? ""
  const validation = query.get("fieldValidation") ?? ""
  const known = validations.find((each) => each === validation)
  const force = boolOf(query, "force")
  const errors: FieldError[] = [...dryRunErrors(query.getAll("dryRun"))]
  if (isApply && manager === "") errors.push(required("fieldManager", "is required for apply patch"))
  if (kind === "PatchOptions" && !isApply && force !== undefined) {
    errors.push(forbidden("force", "may not be specified for non-apply patch"))
  }
  errors.push(...validateFieldManager(manager, FieldPath.of("fieldManager")))
  if (validation !== "" && known === undefined) errors.push(notSupported("fieldValidation", validation, validations))
  refuseOptions(kind, errors)
  return {
    dryRun: query.getAll("dryRun").includes("All"),
    fieldValidation: known ?? "Warn",
    manager: manager === "" ? managerOf(request.headers["user-agent"] ?? "") : manager,
    force: force ?? false,
  }
}

export function dryRunErrors(values: readonly string[]): readonly FieldError[] {
  return values
    .filter((value) => value !== "" && value !== "All")
    .map((value) => notSupported("dryRun", value, ["All"]))
}

const longestManager = 128

/** Who names no field manager is known by the program's name: what its user agent begins with. */
export function managerOf(userAgent: string): string {
  const [program = ""] = userAgent.split("/", 1)
  return [...program]
    .filter((char) => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char))
    .join("")
    .slice(0, longestManager)
}
