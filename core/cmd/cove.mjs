#!/usr/bin/env node
/** The linked `cove`: whichever Node runs it, the project's own runs the command. */
import { fileURLToPath } from "node:url"

process.argv.splice(2, 0, "cove", fileURLToPath(new URL("./cove.ts", import.meta.url)))
await import("./setup.mjs")
