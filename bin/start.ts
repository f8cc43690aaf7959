// npm start: everything, with the demonstration network on the first start.
import { parseArgs } from 'node:util'
import { prepareNetwork } from '../server/first-start.ts'
import { ConfigError, readConfig } from '../server/kernel/config.ts'
import { FolderInUse } from '../server/kernel/engines/lock.ts'
import { version } from '../server/kernel/version.ts'
import { start } from '../server/main.ts'
import { buildWeb } from './build-web.ts'
import { progressBar } from './progress.ts'

const help = `npm start -- [options]

  --role all|http|jobs   what this process does (RINGROAD_ROLE)
  --port N  --host H     where it listens (PORT, HOST; loopback unless said)
  --data DIR             where the data lives (RINGROAD_DATA, .ringroad)
  --no-demo              an empty installation instead of the demonstration network (RINGROAD_DEMO=false)
  --help                 this text

More settings: DATABASE_URL, DATABASE_OWNER_URL, CLICKHOUSE_URL, CLICKHOUSE_CLUSTER, CLICKHOUSE_NODES,
RINGROAD_SECRET, RINGROAD_URL, SMTP_URL, SMTP_FROM, LOG_LEVEL; see README.md.`

const { values } = parseArgs({
  options: {
    role: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    demo: { type: 'boolean', default: true },
    help: { type: 'boolean', short: 'h' },
  },
  allowNegative: true,
})
if (values.help) {
  console.log(help)
  process.exit(0)
}

const given = {
  ...(values.role && { RINGROAD_ROLE: values.role }),
  ...(values.port && { PORT: values.port }),
  ...(values.host && { HOST: values.host }),
  ...(values.data && { RINGROAD_DATA: values.data }),
  ...(!values.demo && { RINGROAD_DEMO: 'false' }),
}

try {
  const began = performance.now()
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, ...given })
  if (config.role !== 'jobs') await buildWeb()
  const bar = progressBar()
  const running = await start(config, (runtime) => prepareNetwork(runtime, bar.show))
  bar.end()
  // Once is polite; again after a moment means now. One Ctrl-C can arrive twice: from the terminal and from npm.
  let stopping = 0
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping && Date.now() - stopping > 2_000) process.exit(1)
      if (stopping) return
      stopping = Date.now()
      console.log('\nStopping ...')
      running.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`\n  Ringroad 环路 ${version}, ready in ${seconds} s`)
  if (running.address) console.log(`  Open       ${running.address}`)
  if (running.engines.embedded) console.log(`  Data       ${config.dataDir}`)
  if (config.demo && running.address) {
    const { demoLogins } = await import('../server/first-start.ts')
    console.log(`  Log-ins    password ${demoLogins.password}`)
    for (const line of await demoLogins.lines(running.runtime)) console.log(`             ${line}`)
  }
  console.log('  Ctrl-C stops everything.\n')
} catch (error) {
  if (error instanceof ConfigError || error instanceof FolderInUse) {
    console.error(`\n${error.message}\n`)
    process.exit(2)
  }
  if ((error as { code?: string }).code === 'EADDRINUSE') {
    console.error('\nPORT: something else listens there already. Set PORT to another number.\n')
    process.exit(2)
  }
  console.error(error)
  process.exit(1)
}
