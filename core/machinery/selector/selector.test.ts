import { describe, expect, test } from "vitest"
import { matchesFields, parseFieldSelector } from "./field-selector.ts"
import { formatSelector, matchesLabels, selectorOf } from "./label-selector.ts"
import { parseLabelSelector } from "./parse-label-selector.ts"

const labels = { app: "web", tier: "front", weight: "5" }

describe("a label selector", () => {
  test.each([
    ["", "", true],
    ["app=web", "app=web", true],
    ["app==web", "app==web", true],
    ["app!=web", "app!=web", false],
    ["other!=web", "other!=web", true],
    ["tier in (front, back),app", "app,tier in (back,front)", true],
    ["tier notin (front)", "tier notin (front)", false],
    ["!app", "!app", false],
    ["! none", "!none", true],
    ["weight>4", "weight>4", true],
    ["weight<4", "weight<4", false],
    ["app=", "app=", false],
    ["app in ()", "app in ()", false],
    ["x in (a,,b)", "x in (,a,b)", false],
    ["in in (in)", "in in (in)", false],
    ["a.io/b=c", "a.io/b=c", false],
  ])("written %j is kept as %j", (text, formatted, matches) => {
    const selector = parseLabelSelector(text)
    expect(formatSelector(selector)).toBe(formatted)
    expect(matchesLabels(selector, labels)).toBe(matches)
  })

  test.each([
    ["x=a||y=b", 'unable to parse requirement: values[0][x]: Invalid value: "a||y"'],
    ["a,", "found '', expected: identifier after ','"],
    ["=b", "found '=', expected: !, identifier, or 'end of string'"],
    ["a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ["a in b", "unable to parse requirement: found 'b' expected: '('"],
    ["a in (b", "unable to parse requirement: found '', expected: ',' or ')'"],
    ["a=b c", "found 'c', expected: ',' or 'end of string'"],
    ["-a=b", 'unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of'],
    ["a>b", "for 'Gt', 'Lt' operators, the value must be an integer"],
  ])("refuses %j", (text, message) => {
    expect(() => parseLabelSelector(text)).toThrow(message)
  })

  test("in an object selects nothing when left out, everything when empty", () => {
    expect(matchesLabels(selectorOf(undefined), labels)).toBe(false)
    expect(matchesLabels(selectorOf({}), labels)).toBe(true)
    const both = selectorOf({
      matchLabels: { app: "web" },
      matchExpressions: [{ key: "tier", operator: "In", values: ["front"] }],
    })
    expect(formatSelector(both)).toBe("app=web,tier in (front)")
    expect(matchesLabels(both, labels)).toBe(true)
    expect(() => selectorOf({ matchExpressions: [{ key: "a", operator: "Near" }] })).toThrow(
      '"Near" is not a valid label selector operator',
    )
  })
})

describe("a field selector", () => {
  test("compares values and unescapes them", () => {
    const selector = parseFieldSelector("status.phase!=Running,spec.nodeName=a\\,b")
    const fields: Record<string, string> = { "spec.nodeName": "a,b", "status.phase": "Pending" }
    expect(matchesFields(selector, (field) => fields[field] ?? "")).toBe(true)
  })

  test("refuses what it cannot read", () => {
    expect(() => parseFieldSelector("nonsense")).toThrow("invalid selector: 'nonsense'; can't understand 'nonsense'")
    expect(() => parseFieldSelector("a=b\\c")).toThrow("invalid field selector: invalid escape sequence: \\c")
  })
})
