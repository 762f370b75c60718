import { type Command, Option } from "commander"
import { type Cli, print } from "../cli.ts"
import type { DefineCommand } from "../commands.ts"
import { profileOf } from "../options.ts"

export const defineImage: DefineCommand = (program, cli) => {
  const image = program.command("image").description("Images on a cluster's nodes")
  image
    .command("load")
    .description("Bring images onto the nodes: files that `docker save` wrote, or images of this machine's engine")
    .argument("<image...>", "a file or an image's name")
    .action(async (images: string[], _options: unknown, command: Command) => load(cli, profileOf(command), images))
  image
    .command("ls")
    .alias("list")
    .description("The images that the nodes have")
    .addOption(new Option("--format <format>", "how to print").choices(formats).default("short"))
    .addOption(new Option("-o, --output <format>", "the same").choices(formats))
    .action(async (options: ListFlags, command: Command) =>
      list(cli, profileOf(command), options.output ?? options.format),
    )
}

interface ListFlags {
  readonly format: string
  readonly output?: string
}

const formats = ["short", "table", "json", "yaml"]

async function load(cli: Cli, profile: string, images: readonly string[]): Promise<void> {
  const [{ existingCluster }, { loadImage }] = await Promise.all([
    import("../../cluster/existing-cluster.ts"),
    import("../../cluster/images/load-image.ts"),
  ])
  const { driver } = await existingCluster(await cli.deps(), profile)
  for (const image of images) await loadImage(driver, profile, image, cli.signal)
}

async function list(cli: Cli, profile: string, format: string): Promise<void> {
  const [{ existingCluster }, { listImages }] = await Promise.all([
    import("../../cluster/existing-cluster.ts"),
    import("../../cluster/images/list-images.ts"),
  ])
  const { driver } = await existingCluster(await cli.deps(), profile)
  const images = await listImages(driver, profile)
  if (format === "json") return print(cli, JSON.stringify(images))
  if (format === "yaml") return void cli.stdout.write((await import("yaml")).stringify(images))
  for (const { id, repoTags, size } of images) {
    for (const tag of repoTags.length === 0 ? [id] : repoTags) {
      print(cli, format === "table" ? `${tag.padEnd(60)} ${id.slice(0, 12)} ${megabytes(size)}` : tag)
    }
  }
}

function megabytes(bytes: string): string {
  return `${(Number(bytes) / 1e6).toFixed(1)} MB`
}
