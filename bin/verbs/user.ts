import { parseArgs } from 'node:util'
import { hashPassword } from '../../server/domains/admin/sessions.ts'
import { ensureAccount, ensureRoles } from '../../server/domains/admin/setup.ts'
import type { Ctx } from '../../server/kernel/ctx.ts'
import { randomToken } from '../../server/kernel/secrets.ts'
import { operator, withRuntime } from './session.ts'

const help = `npm run ringroad -- user list [--data DIR]
npm run ringroad -- user create --login L --name N --role R --node CODE
npm run ringroad -- user reset --login L          a new password, printed once; also unlocks and drops the one-time code
npm run ringroad -- user deactivate --login L     ends the user's sessions, too

Roles: administrator, crm-manager, marketing, network-manager, regional-manager, agent, supervisor,
dealer-principal, receptionist, sales-consultant, service-adviser, analyst, privacy-officer, or your own.`

const options = {
  login: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  node: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean' },
} as const

export async function run(args: string[]) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const act = positionals[0]
  if (values.help || !act) return console.log(help)
  const need = (name: 'login' | 'name' | 'role' | 'node') => {
    const value = values[name]
    if (!value) throw new Error(`--${name} is missing.\n\n${help}`)
    return value
  }
  await withRuntime(values.data, async (runtime) => {
    const inOne = <T>(work: (ctx: Ctx) => Promise<T>) => runtime.transact(operator(runtime), work)
    if (act === 'list') return inOne(list)
    if (act === 'create')
      return inOne((ctx) => create(ctx, need('login'), need('name'), need('role'), need('node')))
    if (act === 'reset') return inOne((ctx) => reset(ctx, need('login')))
    if (act === 'deactivate') return inOne((ctx) => deactivate(ctx, need('login')))
    throw new Error(`There is no "user ${act}".\n\n${help}`)
  })
}

async function list(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('dealers.node as n', 'n.id', 'a.nodeId')
    .select(['a.login', 'a.name', 'a.active', 'n.code', 'n.name as place'])
    .orderBy('n.code')
    .orderBy('a.login')
    .limit(1_000)
    .execute()
  for (const row of rows)
    console.log(
      `${row.login.padEnd(24)} ${row.active ? ' ' : 'x'} ${row.code.padEnd(10)} ${row.name}  ${row.place}`,
    )
  if (rows.length === 1_000) console.log('... the first 1,000')
}

async function create(ctx: Ctx, login: string, name: string, roleKey: string, code: string) {
  await ensureRoles(ctx)
  const node = await ctx.db
    .selectFrom('dealers.node')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!node) throw new Error(`--node ${code}: no node of the network has this code`)
  const password = randomToken(12)
  if ((await ensureAccount(ctx, { login, name, roleKey, nodeId: node.id, password })) === 'known')
    throw new Error(`--login ${login} exists already`)
  console.log(`${login} created, password ${password} (shown only now)`)
}

async function reset(ctx: Ctx, login: string) {
  const account = await accountOf(ctx, login)
  const password = randomToken(12)
  await ctx.db
    .updateTable('admin.credential')
    .set({
      passwordHash: await hashPassword(password),
      failures: 0,
      lockedUntil: null,
      codeSecret: null,
      codeConfirmedAt: null,
      changedAt: ctx.now,
    })
    .where('accountId', '=', account.id)
    .execute()
  await endSessions(ctx, account.id)
  console.log(`${login}: password ${password} (shown only now)`)
}

async function deactivate(ctx: Ctx, login: string) {
  const account = await accountOf(ctx, login)
  await ctx.db
    .updateTable('admin.account')
    .set({ active: false, updatedAt: ctx.now })
    .where('id', '=', account.id)
    .execute()
  await endSessions(ctx, account.id)
  console.log(`${login} can no longer sign in`)
}

async function accountOf(ctx: Ctx, login: string) {
  const account = await ctx.db
    .selectFrom('admin.account')
    .select('id')
    .where('login', '=', login.toLowerCase())
    .executeTakeFirst()
  if (!account) throw new Error(`--login ${login}: no such user`)
  return account
}

const endSessions = (ctx: Ctx, accountId: string) =>
  ctx.db
    .updateTable('admin.session')
    .set({ revokedAt: ctx.now })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .execute()
