// The door of every npm script. It runs on whatever Node the machine has (20.19 or newer), installs what the lock
// file says when that changed, and hands over to the Node 24 that came with the packages.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const stamp = join(modules, '.ringroad-installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

if (!existsSync(node) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing packages (first run, or the lock file changed) ...')
  const shell = process.platform === 'win32'
  // Not `npm ci`: some registries do not carry other platforms' optional binaries, so the lock file cannot name
  // them, and `ci` calls that out of sync. This installs what the lock file says and leaves the file alone.
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync('npm', ['install', ...flags], {
    cwd: root,
    stdio: 'inherit',
    shell,
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
  writeFileSync(stamp, wanted)
}

const [verb, ...rest] = process.argv.slice(2)
const env = {
  ...process.env,
  PATH: [join(modules, 'node', 'bin'), join(modules, '.bin'), process.env.PATH].join(delimiter),
}
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(root, 'bin', `${verb}.ts`), ...rest],
  { cwd: root, stdio: 'inherit', env },
)
// Ctrl-C reaches the child by itself (same terminal); we only wait for it to finish cleanly.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)))
