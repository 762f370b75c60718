import { describeStorage } from "../testing/storage-suite.ts"
import { newMemoryStorage } from "./memory-storage.ts"

describeStorage("memory storage", async () => ({
  open: async (clock) => newMemoryStorage({ clock }),
  dispose: async () => {},
}))
