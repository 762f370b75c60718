import type { Plugin } from "../../framework/plugin.ts"

const megabyte = 1024 * 1024
/** Below this an image does not matter; above that it does not matter more (per container). */
const leastBytes = 23 * megabyte
const mostBytes = 1000 * megabyte

/** Prefers nodes that have the pod's images already; an image that few nodes have counts less, against crowding there. */
export const imageLocality: Plugin = {
  name: "ImageLocality",
  wokenBy: [],
  score: {
    weight: 1,
    scorerFor({ pod }, cluster) {
      const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
      const names = containers.map(({ image = "" }) => withTag(image))
      const { nodes } = cluster
      const shares = new Map(
        names.map((name) => [name, nodes.filter(({ images }) => images.has(name)).length / Math.max(1, nodes.length)]),
      )
      if ([...shares.values()].every((share) => share === 0 || share === 1)) return undefined
      const most = mostBytes * containers.length
      return ({ images }) => {
        const bytes = names.reduce(
          (sum, name) => sum + Math.floor((images.get(name) ?? 0) * (shares.get(name) ?? 0)),
          0,
        )
        const bounded = Math.min(most, Math.max(leastBytes, bytes))
        return Math.floor((100 * (bounded - leastBytes)) / (most - leastBytes))
      }
    },
  },
}

function withTag(image: string): string {
  return image.lastIndexOf(":") <= image.lastIndexOf("/") ? `${image}:latest` : image
}
