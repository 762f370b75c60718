/** `node --import .../register.ts main.mjs`: whoever imports "electron" gets the stand-in. */
import { registerHooks } from "node:module"
import { recordShell } from "./record-shell.ts"

const standIn = new URL("./electron.ts", import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
await import("./control.ts")
recordShell((await import(standIn)) as typeof Electron.CrossProcessExports) // the part of it that there is
