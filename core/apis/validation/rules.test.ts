import { expect, test } from "vitest"
import { type FieldErrors, formatFieldError } from "../../machinery/field/field-error.ts"
import { FieldPath } from "../../machinery/field/field-path.ts"
import { cidr, ipAddress } from "./addresses.ts"
import { describeDifference } from "./difference.ts"
import { atMost100Percent, intOrPercent, leadingNumber } from "./numbers.ts"
import { localNonReservedPath } from "./paths.ts"
import { isExtendedResource, isNativeResource, validateResourceAmount } from "./resource-names.ts"
import { isEmptySelector, readSelector } from "./selectors.ts"

const path = FieldPath.of("f")
const words = (errors: FieldErrors) => errors.map(formatFieldError)

test.each([
  ["10.0.0.1", true],
  ["10.0.0.01", false],
  ["10.0.0", false],
  ["2001:db8::1", true],
  ["fe80::1%eth0", false],
  ["", false],
])("%o is an address: %s", (value, expected) => {
  expect(ipAddress(path, value).length === 0).toBe(expected)
})

test.each([
  ["10.0.0.0/8", true],
  ["10.0.0.0/33", false],
  ["10.0.0.0/08", false],
  ["fd00::/64", true],
  ["10.0.0.0", false],
])("%o is a range: %s", (value, expected) => {
  expect(cidr(path, value).length === 0).toBe(expected)
})

test("a number or a percentage, not below zero and not above all", () => {
  expect(words(intOrPercent(path, "25%"))).toEqual([])
  expect(words(intOrPercent(path, -1))).toEqual(["f: Invalid value: -1: must be greater than or equal to 0"])
  expect(words(atMost100Percent(path, "200%"))).toEqual(['f: Invalid value: "200%": must not be greater than 100%'])
  expect([leadingNumber("50%"), leadingNumber(3), leadingNumber("abc")]).toEqual([50, 3, 0])
})

test.each([
  ["a/b", []],
  ["/a", ['f: Invalid value: "/a": must be a relative path']],
  ["a/../b", ["f: Invalid value: \"a/../b\": must not contain '..'"]],
  ["..data", ["f: Invalid value: \"..data\": must not start with '..'"]],
])("path %s stays below and off the kubelet's names", (target, expected) => {
  expect(words(localNonReservedPath(path, target))).toEqual(expected)
})

test("resources with a foreign domain are counted in pieces", () => {
  expect([isNativeResource("cpu"), isNativeResource("example.com/gpu")]).toEqual([true, false])
  expect([isExtendedResource("example.com/gpu"), isExtendedResource("requests.x/y")]).toEqual([true, false])
  expect(words(validateResourceAmount("example.com/gpu", "500m", path))).toEqual([
    'f: Invalid value: "500m": must be an integer',
  ])
})

test("a selector that cannot be read is told from one that is empty", () => {
  expect(readSelector({ matchExpressions: [{ key: "a", operator: "Odd" }] })).toBeUndefined()
  expect([isEmptySelector({}), isEmptySelector(undefined), isEmptySelector({ matchLabels: { a: "b" } })]).toEqual([
    true,
    false,
    false,
  ])
})

test("a difference is told value by value and has an end", () => {
  expect(describeDifference({ a: 1, b: [{ c: "x" }] }, { a: 1, b: [{ c: "y" }, {}] })).toBe(
    '- b[0].c: "x"\n+ b[0].c: "y"\n+ b[1]: {}',
  )
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, at]))
  expect(describeDifference({}, many).split("\n").at(-1)).toBe("... 10 more lines")
})
