import { expect, it } from "vitest"
import { parseImages } from "./list-images.ts"

it("joins the lines that ctr prints for one image", () => {
  const table = [
    "REF                               TYPE                                                 DIGEST         SIZE      PLATFORMS   LABELS",
    "registry.k8s.io/pause:3.10.2      application/vnd.docker.distribution.manifest.v2+json sha256:aaa     722.0 KiB linux/amd64 io.cri-containerd.image=managed",
    "docker.io/library/web@sha256:ccc  application/vnd.oci.image.index.v1+json              sha256:ccc     2.5 MiB   linux/amd64 -",
    "docker.io/library/web:1           application/vnd.oci.image.index.v1+json              sha256:ccc     2.5 MiB   linux/amd64 -",
    "sha256:bbb                        application/vnd.docker.distribution.manifest.v2+json sha256:aaa     722.0 KiB linux/amd64 -",
    "",
  ].join("\n")
  expect(parseImages(table)).toEqual([
    { id: "bbb", repoTags: ["registry.k8s.io/pause:3.10.2"], repoDigests: [], size: "739328" },
    {
      id: "ccc",
      repoTags: ["docker.io/library/web:1"],
      repoDigests: ["docker.io/library/web@sha256:ccc"],
      size: "2621440",
    },
  ])
})
