import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { forbidden } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { oneOf } from "../../../validation/numbers.ts"

/** The signal that asks a container to end. Which there are depends on the system. */
export function validateStopSignal(signal: string, os: string | undefined, path: FieldPath): FieldErrors {
  if (!os) return [forbidden(path, "may not be set for containers with empty `spec.os.name`")]
  return oneOf(path, signal, os === "windows" ? ["SIGKILL", "SIGTERM"] : linuxSignals)
}

const named = [
  ..."ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM".split(
    " ",
  ),
  ..."TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split(" "),
]

const numbered = [
  ...Array.from({ length: 15 }, (_, at) => `RTMIN+${at + 1}`),
  ...Array.from({ length: 14 }, (_, at) => `RTMAX-${at + 1}`),
]

const linuxSignals: readonly string[] = [...named, ...numbered].map((name) => `SIG${name}`).sort()
