import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { parse } from "yaml"

/** `resources/node-image/recipe.yaml`: says there what each part is for. */
export interface Recipe {
  readonly suite: string
  readonly packages: readonly string[]
  readonly withoutPackages: readonly string[]
  readonly withoutPaths: readonly string[]
  readonly links: Readonly<Record<string, string>>
  readonly images: readonly ImageRecipe[]
}

export interface ImageRecipe {
  readonly name: string
  readonly entrypoint?: readonly string[]
  /** Path in the image → path in the node whose file it is. */
  readonly files?: Readonly<Record<string, string>>
  /** Path in the image → what it says. */
  readonly texts?: Readonly<Record<string, string>>
  readonly folders?: readonly string[]
  readonly links?: Readonly<Record<string, string>>
}

/** The recipe in the folder, with another Debian release where one is named. */
export async function readRecipe(folder: string, suite?: string): Promise<Recipe> {
  const recipe = parse(await readFile(join(folder, "recipe.yaml"), "utf8")) as Recipe // ours, and its shape is tested
  return suite === undefined ? recipe : { ...recipe, suite }
}
