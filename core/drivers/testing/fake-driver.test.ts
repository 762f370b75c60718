import { Readable } from "node:stream"
import { describeDriver } from "./driver-suite.ts"
import { FakeDriver } from "./fake-driver.ts"

describeDriver({
  name: "fake",
  open: async () => ({ driver: new FakeDriver(), image: { key: "abc", rootfs: "/nowhere" } }),
  archive: async () => Readable.from([]),
  pretends: true,
})
