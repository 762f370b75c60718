import type { Plugin, Rejection } from "../../framework/plugin.ts"

/** A pod that names its node goes there or nowhere. */
export const nodeName: Plugin = {
  name: "NodeName",
  wokenBy: ["node added"],
  filterFor({ pod }) {
    const wanted = pod.spec.nodeName
    return wanted ? ({ name }) => (name === wanted ? undefined : elsewhere) : undefined
  },
}

const elsewhere: Rejection = { reasons: ["node(s) didn't match the requested node name"], resolvable: false }
