import type { FieldErrors } from "../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../machinery/field/field-error.ts"
import { FieldPath } from "../../../machinery/field/field-path.ts"
import { byteLength, dns1123Subdomain, qualifiedName } from "../../../machinery/field/format.ts"
import { about } from "../../../machinery/meta/validate-meta.ts"
import type { Event } from "../v1.gen.ts"

/** Of its name an event need only have one: the registry asks that of every object. */
export function validateEvent(event: Event): FieldErrors {
  return validateEventContent(event, "reportingComponent")
}

/**
 * What both groups ask of an event. One with `eventTime` comes from a client that knows the newer rules, and only that
 * one is held to them.
 */
export function validateEventContent(event: Event, reporterField: string): FieldErrors {
  const { involvedObject, metadata, eventTime } = event
  const namespace = metadata.namespace ?? ""
  const ofObject = involvedObject.namespace ?? ""
  const homes = eventTime ? ["default", "kube-system"] : ["", "default"]
  const isAtHome = ofObject === "" ? homes.includes(namespace) : Boolean(eventTime) || ofObject === namespace
  return [
    ...(isAtHome ? [] : [invalid("involvedObject.namespace", ofObject, "does not match event.namespace")]),
    ...(eventTime ? validateNewRules(event, reporterField) : []),
    ...about(FieldPath.of("namespace"), namespace, dns1123Subdomain(namespace)),
  ]
}

const mostMessageBytes = 1024

const mostWordBytes = 128

function validateNewRules(event: Event, reporterField: string): FieldErrors {
  const { reportingComponent: reporter = "", reportingInstance = "", action = "", reason = "", message = "" } = event
  return [
    ...(reporter === "" ? [required(reporterField)] : []),
    ...about(FieldPath.of(reporterField), reporter, qualifiedName(reporter)),
    ...validateWord("reportingInstance", reportingInstance),
    ...validateWord("action", action),
    ...validateWord("reason", reason),
    ...tooMuch("message", message, mostMessageBytes),
  ]
}

function validateWord(field: string, value: string): FieldErrors {
  return value === "" ? [required(field)] : tooMuch(field, value, mostWordBytes)
}

function tooMuch(field: string, value: string, most: number): FieldErrors {
  return byteLength(value) > most ? [invalid(field, "", `can have at most ${most} characters`)] : []
}
