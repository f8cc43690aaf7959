import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export class FolderInUse extends Error {}

/** One process per data folder. A lock whose process is gone (a crash) is taken over. */
export function lockFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'ringroad.pid')
  if (existsSync(file)) {
    const [pid, started] = readFileSync(file, 'utf8').split('\n')
    if (pid && Number(pid) !== process.pid && startOf(Number(pid)) === started)
      throw new FolderInUse(
        `Ringroad is already running on ${dir} (process ${pid}). Stop it first, or set RINGROAD_DATA to another folder.`,
      )
  }
  writeFileSync(file, `${process.pid}\n${startOf(process.pid)}`)
  return () => rmSync(file, { force: true })
}

/** The kernel's start time of a process, so that a recycled process id is not taken for ours. */
function startOf(pid: number): string {
  try {
    process.kill(pid, 0)
  } catch {
    return 'gone'
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'alive'
  } catch {
    return 'alive'
  }
}
