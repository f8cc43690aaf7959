import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { libchdbPath } from 'chdb/libchdb'
import { freePort } from '../../server/kernel/engines/postgres.ts'

/** Two real ClickHouse servers on loopback, with data folders of their own, that know each other. */
export type Nodes = { urls: [string, string]; stop(): Promise<void> }

type Node = { folder: string; tcp: number; http: number }

/** One real ClickHouse server that can be killed, lose its folder and come back under the same address. */
export type Server = { url: string; data: string; kill(): Promise<void>; start(): Promise<void> }

export async function startServer(folder: string): Promise<Server> {
  const program = compile(folder)
  const node = await place(join(folder, 'server'))
  writeFileSync(join(node.folder, 'config.xml'), '<clickhouse></clickhouse>')
  let child: ChildProcess | undefined
  const server: Server = {
    url: addressOf(node),
    data: join(node.folder, 'data'),
    kill: async () => void (child && (await end(child))),
    start: async () => {
      child = launch(program, node)
      await ready(node, child)
    },
  }
  await server.start()
  return server
}

export async function startNodes(folder: string): Promise<Nodes> {
  const program = compile(folder)
  const [one, two] = await Promise.all([place(join(folder, 'one')), place(join(folder, 'two'))])
  for (const node of [one, two]) writeFileSync(join(node.folder, 'config.xml'), configOf(one, two))
  const children = [one, two].map((node) => launch(program, node))
  const stop = async () => void (await Promise.all(children.map(end)))
  try {
    await Promise.all([one, two].map((node, at) => ready(node, children[at]!)))
  } catch (error) {
    await stop()
    throw error
  }
  return { urls: [addressOf(one), addressOf(two)], stop }
}

function compile(folder: string): string {
  const program = join(folder, 'node')
  try {
    const source = new URL('node.c', import.meta.url).pathname
    execFileSync('cc', ['-O1', '-o', program, source, '-ldl', '-lpthread'], { stdio: 'pipe' })
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    throw new Error(
      'There is no C compiler (cc), and the cluster test compiles a main of 20 lines: apt-get install gcc libc6-dev',
    )
  }
  return program
}

async function place(folder: string): Promise<Node> {
  mkdirSync(folder)
  const [tcp, http] = await Promise.all([freePort(), freePort()])
  return { folder, tcp, http }
}

const addressOf = ({ http }: Node) => `http://127.0.0.1:${http}`

/** `ringroad` is the one that works; `hosts` and `replicated` are only read about. */
function configOf(one: Node, two: Node): string {
  const replica = (port: number, host = '127.0.0.1') =>
    `<replica><host>${host}</host><port>${port}</port></replica>`
  return `<clickhouse><remote_servers>
    <ringroad><shard>${replica(one.tcp)}</shard><shard>${replica(two.tcp)}</shard></ringroad>
    <hosts><shard>${replica(one.tcp)}</shard><shard>${replica(one.tcp, '127.0.0.2')}</shard></hosts>
    <replicated><shard><internal_replication>true</internal_replication>${replica(one.tcp)}${replica(two.tcp)}</shard></replicated>
  </remote_servers></clickhouse>`
}

const serve = [
  'system start listen http',
  'system start listen tcp',
  'select sleepEachRow(3) from system.numbers format Null settings max_block_size = 1, function_sleep_max_microseconds_per_block = 100000000',
].join('; ')

function launch(program: string, { folder, tcp, http }: Node): ChildProcess {
  const args = [
    libchdbPath(),
    `--path=${join(folder, 'data')}`,
    `--config-file=${join(folder, 'config.xml')}`,
    `--tcp_port=${tcp}`,
    `--http_port=${http}`,
    '--listen_host=127.0.0.1',
    `--query=${serve}`,
  ]
  return spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
}

async function ready(node: Node, child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    if (said.length < 20_000) said += chunk.toString()
  })
  for (let waited = 0; waited < 300; waited++) {
    if (child.exitCode !== null) break
    const answered = await fetch(`${addressOf(node)}/ping`).catch(() => null)
    if (answered?.ok) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`A ClickHouse node did not start:\n${said}`)
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGKILL')
  })
}
