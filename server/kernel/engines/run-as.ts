import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export type RunAs = { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root, so root runs it as the system user `postgres`, made when missing. */
export function runAs(): RunAs {
  if (userInfo().uid !== 0) return {}
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
    return { uid: idOf('-u'), gid: idOf('-g') }
  }
}

/** Where root keeps what the user `postgres` must reach and a private folder (a home, a mktemp) would hide. */
const shared = '/var/lib/ringroad'

/** Everybody may walk to this folder. */
function isOpen(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

const mark = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** The cluster's folder: inside the data folder, or beside it in a place the server's user can reach. */
export function clusterFolder(dir: string, run: RunAs): string {
  if (run.uid !== undefined) chmodSync(dir, 0o711)
  if (run.uid === undefined || isOpen(dir)) return join(dir, 'postgres')
  mkdirSync(shared, { recursive: true, mode: 0o755 })
  return join(shared, `postgres-${mark(resolve(dir))}`)
}

/** The folder of the server's programs, copied once (60 MB) when the packages lie in a private folder. */
export function programFolder(native: string, run: RunAs): string {
  if (run.uid === undefined || isOpen(native)) return native
  const copy = join(shared, `programs-${mark(`${native} ${statSync(native).mtimeMs}`)}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(shared, { recursive: true, mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, copy)
  } catch {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copy
}
