import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Membership } from './cluster.ts'

const flag = z.stringbool()
const port = z.coerce.number().int().min(0).max(65_535)

const variables = z.object({
  RINGROAD_DATA: z.string().min(1).default('.ringroad'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[\w.-]+$/, 'the name of a cluster in remote_servers: letters, digits, _ . -')
    .optional(),
  CLICKHOUSE_NODES: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(
      z.array(
        z.url({
          protocol: /^https?$/,
          error: 'HTTP addresses of the other nodes with commas between, for instance http://two:8123',
        }),
      ),
    )
    .optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  RINGROAD_ROLE: z.enum(['all', 'http', 'jobs']).default('all'),
  RINGROAD_DEMO: flag.default(true),
  RINGROAD_SECRET: z.string().min(32).optional(),
  RINGROAD_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.email().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Config = {
  /** Folder that holds the embedded engines, uploads and secrets. */
  dataDir: string
  databaseUrl?: string
  databaseOwnerUrl?: string
  databasePool: number
  clickhouseUrl?: string
  clickhouseCluster?: Membership
  host: string
  port: number
  role: 'all' | 'http' | 'jobs'
  demo: boolean
  secret?: string
  publicUrl?: string
  smtpUrl?: string
  smtpFrom?: string
  logLevel: z.infer<typeof variables>['LOG_LEVEL']
}

/** Thrown when a setting is wrong; the message names the variable and the remedy, one line each. */
export class ConfigError extends Error {}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`Wrong settings:\n  ${lines.join('\n  ')}`)
  }
  const v = parsed.data
  refuseHalfSettings(v)
  return {
    dataDir: resolve(v.RINGROAD_DATA.replace(/^~(?=\/)/, homedir())),
    databaseUrl: v.DATABASE_URL,
    databaseOwnerUrl: v.DATABASE_OWNER_URL,
    databasePool: v.DATABASE_POOL,
    clickhouseUrl: v.CLICKHOUSE_URL,
    ...(v.CLICKHOUSE_CLUSTER && {
      clickhouseCluster: { name: v.CLICKHOUSE_CLUSTER, nodes: v.CLICKHOUSE_NODES ?? [] },
    }),
    host: v.HOST,
    port: v.PORT,
    role: v.RINGROAD_ROLE,
    demo: v.RINGROAD_DEMO,
    secret: v.RINGROAD_SECRET,
    publicUrl: v.RINGROAD_URL,
    smtpUrl: v.SMTP_URL,
    smtpFrom: v.SMTP_FROM,
    logLevel: v.LOG_LEVEL,
  }
}

function refuseHalfSettings(v: z.infer<typeof variables>) {
  const wrong: string[] = []
  if (v.DATABASE_URL && !v.DATABASE_OWNER_URL)
    wrong.push(
      'DATABASE_OWNER_URL: needed beside DATABASE_URL; migrations run as the owner, the server as a role that owns nothing',
    )
  if (v.DATABASE_URL && !v.RINGROAD_SECRET)
    wrong.push(
      'RINGROAD_SECRET: needed with DATABASE_URL, at least 32 characters, the same for every process',
    )
  if (v.RINGROAD_ROLE !== 'all' && !v.DATABASE_URL)
    wrong.push('RINGROAD_ROLE: http and jobs are for several processes and need DATABASE_URL')
  if (v.RINGROAD_ROLE !== 'all' && !v.CLICKHOUSE_URL)
    wrong.push(
      'CLICKHOUSE_URL: needed with RINGROAD_ROLE http or jobs; the embedded engine opens its folder for one process only',
    )
  if (v.CLICKHOUSE_CLUSTER && !v.CLICKHOUSE_URL)
    wrong.push('CLICKHOUSE_URL: needed with CLICKHOUSE_CLUSTER; the address of one of its nodes')
  if (v.CLICKHOUSE_NODES && !v.CLICKHOUSE_CLUSTER)
    wrong.push(
      'CLICKHOUSE_CLUSTER: needed with CLICKHOUSE_NODES; the name of their cluster in remote_servers',
    )
  if (v.SMTP_URL && !v.SMTP_FROM) wrong.push('SMTP_FROM: needed with SMTP_URL, the sender address')
  if (wrong.length) throw new ConfigError(`Wrong settings:\n  ${wrong.join('\n  ')}`)
}
