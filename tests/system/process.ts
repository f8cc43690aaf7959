import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort, packageRoot } from '../../server/kernel/engines/postgres.ts'

export type Started = {
  child: ChildProcess
  address: string
  said(): string
  kill(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts Ringroad as a user would, in a process of its own, on an empty installation in `data`. */
export async function startRingroad(
  data: string,
  args: string[] = [],
  environment: Record<string, string> = {},
  seconds = 60,
): Promise<Started> {
  const port = await freePort()
  const { child, said, ended } = runNode(
    ['bin/start.ts', '--no-demo', '--data', data, '--port', String(port), ...args],
    environment,
  )
  const address = `http://127.0.0.1:${port}`
  for (let waited = 0; waited < seconds * 20; waited++) {
    if (said().includes('Ctrl-C stops'))
      return {
        child,
        address,
        said,
        kill: (signal) => {
          child.kill(signal)
          return ended
        },
      }
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`Ringroad did not start:\n${said()}`)
}

/** A verb of the command line, to its end. */
export async function runVerb(
  args: string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; said: string }> {
  const { said, ended } = runNode(['bin/ringroad.ts', ...args], environment)
  return { code: await ended, said: said() }
}

export function runNode(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(packageRoot, args[0]!), ...args.slice(1)],
    {
      cwd: packageRoot,
      env: { ...process.env, NODE_ENV: 'production', VITEST: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)))
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  return { child, said: () => text, ended }
}
