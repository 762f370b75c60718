import { expect, test } from "vitest"
import { findDuplicateFields, parseJson } from "./json-text.ts"

test("fields that stand twice are found with their paths", () => {
  const text = '{"a":1,"b":[{"c":1,"d":{"e":[],"e":null},"c":"x\\u0041"}],"a":{"a":true}, "\\u0061": -1.5e3}'
  expect(findDuplicateFields(text)).toEqual(["b[0].d.e", "b[0].c", "a", "a"])
})

test.each([
  ["", "unexpected end of JSON input"],
  ["{", "unexpected end of JSON input"],
  ["{a:1}", "invalid character 'a' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', "invalid character '\"' after object key:value pair"],
  ["[1 2]", "invalid character '2' after array element"],
  ["[1,]", "invalid character ']' looking for beginning of value"],
  ["{}x", "invalid character 'x' after top-level value"],
  ["nope", "invalid character 'o' in literal null (expecting 'u')"],
  ["1.x", "invalid character 'x' after decimal point in numeric literal"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
])("%j is refused as Go refuses it", (text, message) => {
  expect(() => parseJson(text)).toThrow(message)
})
