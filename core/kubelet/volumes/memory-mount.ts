/** Folders that are kept in memory with a size of their own. Mounting is the machine's business. */
export interface MemoryMounts {
  /** Mounts a tmpfs; nothing happens when it is there already. */
  mount(path: string, sizeBytes: number | undefined): Promise<void>
  unmount(path: string): Promise<void>
}
