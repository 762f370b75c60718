/**
 * The forms that names and values must have, in the words of k8s.io/apimachinery `util/validation`. Each function
 * returns what is wrong, most often nothing.
 */
export type Complaints = readonly string[]

export function dns1123Label(value: string): Complaints {
  if (value.length <= 63 && dns1123LabelPattern.test(value)) return none
  const errors = tooManyCharacters(value, 63)
  if (dns1123LabelPattern.test(value)) return errors
  if (dns1123SubdomainPattern.test(value)) return [...errors, "must not contain dots"]
  return [...errors, regexMessage(labelWords, dns1123LabelText, "my-name", "123-abc")]
}

export function dns1123Subdomain(value: string): Complaints {
  if (value.length <= 253 && dns1123SubdomainPattern.test(value)) return none
  const errors = tooManyCharacters(value, 253)
  if (dns1123SubdomainPattern.test(value)) return errors
  return [...errors, regexMessage(subdomainWords, dns1123SubdomainText, "example.com")]
}

export function dns1123SubdomainWithUnderscore(value: string): Complaints {
  const errors = tooManyCharacters(value, 253)
  if (underscorePattern.test(value)) return errors
  return [...errors, regexMessage(underscoreWords, underscoreText, "example.com")]
}

/** `app.kubernetes.io/name`: the key of a label, an annotation, a finalizer, an extended resource. */
export function qualifiedName(value: string): Complaints {
  if (isShortKey(value)) return none
  const parts = value.split("/")
  if (parts.length > 2) {
    const message = regexMessage(keyWords, keyText, "MyName", "my.name", "123-abc")
    return [`a valid label key ${message} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  }
  const name = parts.at(-1) ?? ""
  return [...(parts.length === 2 ? prefixComplaints(parts[0] ?? "") : []), ...nameComplaints(name)]
}

export function labelValue(value: string): Complaints {
  if (value.length <= 63 && labelValuePattern.test(value)) return none // all of it is ASCII
  const errors = tooManyBytes(value, 63)
  if (labelValuePattern.test(value)) return errors
  return [...errors, regexMessage(labelValueWords, labelValueText, "MyValue", "my_value", "12345")]
}

/** Most keys: right, and short enough for every bound. */
function isShortKey(value: string): boolean {
  if (value.length > 63) return false
  const at = value.indexOf("/")
  return at < 0
    ? keyPattern.test(value)
    : dns1123SubdomainPattern.test(value.slice(0, at)) && keyPattern.test(value.slice(at + 1))
}

export function portName(value: string): Complaints {
  return [
    ...tooManyCharacters(value, 15),
    ...unless(/^[-a-z0-9]+$/.test(value), "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"),
    ...unless(/[a-z]/.test(value), "must contain at least one letter (a-z)"),
    ...unless(!value.includes("--"), "must not contain consecutive hyphens"),
    ...unless(!/^-|-$/.test(value), "must not begin or end with a hyphen"),
  ]
}

export function portNumber(value: number): Complaints {
  return inRange(value, 1, 65535)
}

export function inRange(value: number, least: number, most: number): Complaints {
  return unless(value >= least && value <= most, () => `must be between ${least} and ${most}, inclusive`)
}

/** User and group numbers. */
export function userId(value: number): Complaints {
  return inRange(value, 0, 2147483647)
}

export function percent(value: string): Complaints {
  const words = "a valid percent string must be a numeric string followed by an ending '%'"
  return unless(/^[0-9]+%$/.test(value), () => regexMessage(words, "[0-9]+%", "1%", "93%"))
}

export function httpHeaderName(value: string): Complaints {
  const words = "a valid HTTP header must consist of alphanumeric characters or '-'"
  return unless(/^[-A-Za-z0-9]+$/.test(value), () => regexMessage(words, "[-A-Za-z0-9]+", "X-Header-Name"))
}

/** Any printable ASCII but `=`: the rule since 1.34. */
export function envVarName(value: string): Complaints {
  const words = "a valid environment variable name must consist only of printable ASCII characters other than '='"
  if (value === "") return ["environment variable name must be non-empty"]
  return unless(/^[ -<>-~]+$/.test(value), words)
}

export function configMapKey(value: string): Complaints {
  const words = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
  const message = () => regexMessage(words, "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name")
  return [...tooManyCharacters(value, 253), ...unless(/^[-._a-zA-Z0-9]+$/.test(value), message), ...notUpward(value)]
}

/** `... (e.g. 'my-name',  or '123-abc', regex used for validation is '...')`, as Kubernetes puts it. */
function regexMessage(words: string, text: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${words} (regex used for validation is '${text}')`
  const list = examples.map((example) => `'${example}', `).join(" or ")
  return `${words} (e.g. ${list}regex used for validation is '${text}')`
}

const dns1123LabelText = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
const labelWords =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
const dns1123LabelPattern = new RegExp(`^${dns1123LabelText}$`)

const dns1123SubdomainText = `${dns1123LabelText}(\\.${dns1123LabelText})*`
const subdomainWords =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
const dns1123SubdomainPattern = new RegExp(`^${dns1123SubdomainText}$`)

const underscoreLabelText = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?"
const underscoreText = `${underscoreLabelText}(\\.${underscoreLabelText})*`
const underscoreWords =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character"
const underscorePattern = new RegExp(`^${underscoreText}$`)

const keyText = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
const keyWords =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const keyPattern = new RegExp(`^${keyText}$`)

const labelValueText = `(${keyText})?`
const labelValueWords =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const labelValuePattern = new RegExp(`^${labelValueText}$`)

function prefixComplaints(prefix: string): Complaints {
  if (prefix === "") return ["prefix part must be non-empty"]
  const errors = tooManyBytes(prefix, 253)
  const pattern = unless(dns1123SubdomainPattern.test(prefix), () =>
    regexMessage(subdomainWords, dns1123SubdomainText, "example.com"),
  )
  return [...errors, ...pattern].map((error) => `prefix part ${error}`)
}

function nameComplaints(name: string): Complaints {
  const length = name === "" ? ["must be non-empty"] : tooManyBytes(name, 63)
  const pattern = unless(keyPattern.test(name), () => regexMessage(keyWords, keyText, "MyName", "my.name", "123-abc"))
  return [...length, ...pattern].map((error) => `name part ${error}`)
}

/** The older rules count in "characters", the newer ones in "bytes"; both count bytes. */
function tooManyCharacters(value: string, most: number): Complaints {
  return byteLength(value) > most ? [`must be no more than ${most} characters`] : []
}

function tooManyBytes(value: string, most: number): Complaints {
  return byteLength(value) > most ? [`must be no more than ${most} bytes`] : []
}

function notUpward(value: string): Complaints {
  if (value === "." || value === "..") return [`must not be '${value}'`]
  return value.startsWith("..") ? ["must not start with '..'"] : []
}

/** What nobody complains about costs no words: those that must be put together are a function. */
function unless(holds: boolean, complaint: string | (() => string)): Complaints {
  if (holds) return none
  return [typeof complaint === "string" ? complaint : complaint()]
}

const none: Complaints = []

/** UTF-8 bytes, counted without encoding. */
export function byteLength(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x800) length += code >= 0xd800 && code <= 0xdfff ? 1 : 2
    else if (code >= 0x80) length += 1
  }
  return length
}
