import type { FieldErrors } from "../../../../machinery/field/field-error.ts"
import { invalid, required } from "../../../../machinery/field/field-error.ts"
import type { FieldPath } from "../../../../machinery/field/field-path.ts"
import { dns1123Subdomain, dns1123SubdomainWithUnderscore } from "../../../../machinery/field/format.ts"
import { about } from "../../../../machinery/meta/validate-meta.ts"
import { ipAddress } from "../../../validation/addresses.ts"
import type { HostAlias, PodDNSConfig } from "../../v1.gen.ts"

/** What a resolver takes. */
const mostNameservers = 3
const mostSearches = 32
const mostSearchLetters = 2048

export function validateDnsConfig(
  config: PodDNSConfig | undefined,
  policy: string | undefined,
  path: FieldPath,
): FieldErrors {
  if (policy === "None") {
    if (config === undefined) return [required(path, "must provide `dnsConfig` when `dnsPolicy` is None")]
    if (!config.nameservers?.length)
      return [required(path.child("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None")]
  }
  const { nameservers = [], searches = [], options = [] } = config ?? {}
  const tooManySearches = searches.length > mostSearches
  const tooMuchText = searches.join(" ").length > mostSearchLetters
  return [
    ...(nameservers.length > mostNameservers
      ? [invalid(path.child("nameservers"), nameservers, `must not have more than ${mostNameservers} nameservers`)]
      : []),
    ...nameservers.flatMap((server, at) => ipAddress(path.child("nameservers").index(at), server)),
    ...(tooManySearches
      ? [invalid(path.child("searches"), searches, `must not have more than ${mostSearches} search paths`)]
      : []),
    ...(tooMuchText
      ? [
          invalid(
            path.child("searches"),
            searches,
            `must not have more than ${mostSearchLetters} characters (including spaces) in the search list`,
          ),
        ]
      : []),
    ...searches.flatMap((search, at) => validateSearch(search, path.child("searches").index(at))),
    ...options.flatMap(({ name }, at) =>
      name ? [] : [required(path.child("options").index(at), "must not be empty")],
    ),
  ]
}

/** A domain, with or without the final dot, or the root alone. */
function validateSearch(search: string, path: FieldPath): FieldErrors {
  if (search === ".") return []
  const domain = search.endsWith(".") ? search.slice(0, -1) : search
  return about(path, domain, dns1123SubdomainWithUnderscore(domain))
}

/** Lines for the containers' /etc/hosts. */
export function validateHostAliases(aliases: readonly HostAlias[] | undefined, path: FieldPath): FieldErrors {
  return (aliases ?? []).flatMap(({ ip = "", hostnames }, at) => {
    const own = path.index(at)
    return [
      ...ipAddress(own.child("ip"), ip),
      ...(hostnames ?? []).flatMap((name, each) =>
        about(own.child("hostnames").index(each), name, dns1123Subdomain(name)),
      ),
    ]
  })
}
