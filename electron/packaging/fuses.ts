import { type FuseConfig, FuseV1Options, FuseVersion } from "@electron/fuses"

/**
 * What the packaged program can no longer be made to do. It runs no other program's code: not as Node.js, not by a
 * variable or an argument, and no app but the one archive that it was packaged with.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true, // one that a later Electron adds is decided here, too
  resetAdHocDarwinSignature: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
} satisfies FuseConfig
