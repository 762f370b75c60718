import { describe, expect, it } from "vitest"
import { addLines, emptyLog, type LogBuffer } from "./log-buffer.ts"
import { type LogLine, parseLogLine } from "./log-line.ts"

function line(source: string, second: string, text = second): LogLine {
  const timestamp = second === "" ? "" : `2026-01-01T00:00:${second}Z`
  return { id: 0, source, timestamp, text }
}

function shown({ lines }: LogBuffer): string {
  return lines.map(({ source, text }) => `${source}${text}`).join(" ")
}

describe("lines of several containers", () => {
  it("stand in the order of their time, however they come", () => {
    const first = addLines(emptyLog, [line("a", "01"), line("a", "03"), line("a", "05")])
    expect(shown(addLines(first, [line("b", "06"), line("b", "02"), line("b", "04")]))).toBe("a01 b02 a03 b04 a05 b06")
  })

  it("are compared by their fractions, however many digits those have", () => {
    const lines = [line("a", "01.12"), line("a", "01.1"), line("a", "01"), line("a", "01.123456789")]
    expect(shown(addLines(emptyLog, lines))).toBe("a01 a01.1 a01.12 a01.123456789")
  })

  it("of the same moment stay as they came", () => {
    const first = addLines(emptyLog, [line("a", "01", "x"), line("a", "01", "y")])
    expect(shown(addLines(first, [line("b", "01", "z")]))).toBe("ax ay bz")
  })

  it("without a time stay behind the line before them", () => {
    expect(shown(addLines(emptyLog, [line("a", "05"), line("a", "", "more"), line("b", "01")]))).toBe("b01 a05 amore")
    expect(shown(addLines(addLines(emptyLog, [line("a", "05")]), [line("a", "", "more")]))).toBe("a05 amore")
  })

  it("are bounded, and the oldest go first", () => {
    const buffer = addLines(emptyLog, [line("a", "01"), line("a", "02"), line("a", "03")], 2)
    expect(shown(buffer)).toBe("a02 a03")
    expect(addLines(buffer, [line("a", "04")], 2)).toMatchObject({ dropped: 2 })
  })
})

describe("a line as it comes", () => {
  const of = { id: 1, source: "web" }
  const cases = [
    { line: "2026-01-02T03:04:05.6Z hello world", timestamp: "2026-01-02T03:04:05.6Z", text: "hello world" },
    { line: "2026-01-02T03:04:05Z", timestamp: "2026-01-02T03:04:05Z", text: "" },
    { line: "no time here", timestamp: "", text: "no time here" },
  ]
  for (const { line: text, ...expected } of cases) {
    it(`is cut into time and words: ${text}`, () => {
      expect(parseLogLine(text, of)).toEqual({ ...of, ...expected })
    })
  }
})
