import { describe, expect, test } from "vitest"
import {
  addAmounts,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  wholeValue,
} from "./quantity.ts"

describe("a quantity", () => {
  test.each([
    ["0", "0"],
    ["0Gi", "0"],
    ["1", "1"],
    ["1000m", "1"],
    ["0.5", "500m"],
    ["1.5", "1500m"],
    ["100m", "100m"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Gi", "512Mi"],
    ["1024", "1024"],
    ["1000", "1k"],
    ["1000000", "1M"],
    ["1e3", "1e3"],
    ["12E", "12E"],
    ["1E3", "1e3"],
    ["100Ki", "100Ki"],
    ["1Ki", "1Ki"],
    ["0.001Ki", "1024m"],
    ["-1", "-1"],
    ["+5k", "5k"],
    [".5", "500m"],
    ["1.", "1"],
    ["0.1n", "1n"],
    ["9999999999Ei", "9223372036854775807"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["1000Ei", "9223372036854775807"],
    ["2e-3", "2e-3"],
    ["1000000000000000000000", "1000E"],
  ])("written %s reads back as %s", (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical)
    expect(formatQuantity(parseQuantity(text))).toBe(canonical)
  })

  test("may be a JSON number", () => {
    expect(canonicalQuantity(0.1)).toBe("100m")
    expect(canonicalQuantity(2)).toBe("2")
  })

  test.each([
    ["", "quantities must match the regular expression"],
    ["abc", "quantities must match the regular expression"],
    ["Not Valid!_", "quantities must match the regular expression"],
    ["1 Gi", "quantities must match the regular expression"],
    ["1gi", "quantities must match the regular expression"],
    ["1K", "unable to parse quantity's suffix"],
    ["1mi", "unable to parse quantity's suffix"],
    ["Mi", "unable to parse numeric part of quantity"],
  ])("refuses %j", (text, message) => {
    expect(() => parseQuantity(text)).toThrow(message)
  })

  test("compares by size, whatever it is written in", () => {
    expect(compareQuantities("1Gi", "1024Mi")).toBe(0)
    expect(compareQuantities("1G", "1Gi")).toBe(-1)
    expect(compareQuantities("2", "1999m")).toBe(1)
  })

  test("rounds up to whole units and to thousandths", () => {
    expect(wholeValue("100m")).toBe(1)
    expect(wholeValue("1Gi")).toBe(1073741824)
    expect(milliValue("0.0001")).toBe(1)
    expect(milliValue("2")).toBe(2000)
    expect(milliValue(undefined)).toBe(0)
  })

  test("adds in the format of the left side", () => {
    const sum = addAmounts(parseQuantity("512Mi"), parseQuantity("512Mi"))
    expect(formatQuantity(sum)).toBe("1Gi")
    expect(formatQuantity(addAmounts(parseQuantity("0"), parseQuantity("1Mi")))).toBe("1Mi")
  })
})
