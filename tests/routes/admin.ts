import { castId, tokenOf } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'

const absent = { id: '01900000-0000-7000-8000-00000000dead' }
const roleBody = {
  zh: '区域助理',
  en: 'Region assistant',
  home: 'head-office',
  permissions: ['admin.jobs'],
  needsCode: false,
}

const key = async (world: World) => {
  const id = '01900000-0000-7000-8000-0000000000a1'
  await world.sql(
    `insert into admin.api_key (id, name, prefix, secret_hash, account_id, scopes, created_at, expires_at)
     values ($1, 'test', 'rr_test0001', 'x', $2, '{leads.read}', now(), now() + interval '1 day') on conflict do nothing`,
    [id, castId('meng')],
  )
  return { params: { id } }
}
const spareRole = async (world: World) => {
  const id = '01900000-0000-7000-8000-0000000000a2'
  await world.sql(
    `insert into admin.role (id, key, name_zh, name_en, home, permissions, updated_at) values ($1, 'spare', '备用', 'Spare', 'dealer', '{}', now()) on conflict do nothing`,
    [id],
  )
  return { params: { id } }
}
const job = (state: string) => async (world: World) => {
  const id = `01900000-0000-7000-8000-0000000000b${state.length % 10}`
  await world.sql(
    `insert into kernel.job (id, queue, title, state, scope, created_by, created_at) values ($1, 'test.none', '{"zh":"试","en":"try"}', $2, '{}', $3, now())
     on conflict (id) do update set state = excluded.state, cancel_asked = false`,
    [id, state, castId('meng')],
  )
  return { params: { id } }
}
const view = async (world: World) => {
  const id = '01900000-0000-7000-8000-0000000000c1'
  await world.sql(
    `insert into kernel.saved_view (id, owner_id, page, name, search, created_at) values ($1, $2, 'leads', '我的', 'grade=H', now()) on conflict do nothing`,
    [id, castId('gu')],
  )
  return { params: { id } }
}
const session = async (world: World) => {
  const id = '01900000-0000-7000-8000-0000000000d1'
  await world.sql(
    `insert into admin.session (id, account_id, token_hash, rotated_at, created_at, seen_at, expires_at)
     values ($1, $2, 'spare', now(), now(), '2100-01-01', '2100-01-01') on conflict do nothing`,
    [id, castId('gu')],
  )
  return { params: { id } }
}

/** Of D0001, and nobody else's case stands on them. */
const colleague = async (world: World) => {
  const id = '01900000-0000-7000-8000-0000000000e1'
  await world.sql(
    `insert into admin.account (id, login, name, node_id, brand_id, dealer_id, created_at, updated_at)
     select $1, 'case.colleague', '同事', node_id, brand_id, dealer_id, now(), now() from admin.account where login = 'lv' on conflict do nothing`,
    [id],
  )
  return { params: { id } }
}
/** Signs out a session made for it: the cast's own are still needed. */
const leaver = async (world: World) => {
  await world.sql(
    `insert into admin.session (id, account_id, token_hash, rotated_at, created_at, seen_at, expires_at)
     values ('01900000-0000-7000-8000-0000000000d2', $1, sha256($2::bytea), now(), now(), '2100-01-01', '2100-01-01') on conflict do nothing`,
    [castId('lv'), tokenOf('leaver')],
  )
  return { as: 'leaver' }
}

/** Somebody of another dealer: not there for 裴静 (D0001). */
const otherDealer = { as: 'pei', params: { id: castId('han') } }

export const adminCases: RouteCases = {
  'GET /api/session': { as: 'gu' },
  'DELETE /api/session': { as: 'leaver', prepare: leaver },
  'GET /api/users': { as: 'admin' },
  'POST /api/users': {
    as: 'admin',
    body: {
      login: 'case.user',
      name: '案例',
      nodeId: castId('D0001'),
      roleIds: [castId('role/receptionist')],
    },
  },
  'GET /api/users/:id': { as: 'pei', params: { id: castId('gu') }, outOfScope: otherDealer },
  'PATCH /api/users/:id': {
    as: 'pei',
    prepare: colleague,
    body: { version: 1, name: '同事甲' },
    outOfScope: otherDealer,
  },
  'POST /api/users/:id/password': { as: 'pei', prepare: colleague, outOfScope: otherDealer },
  'DELETE /api/users/:id/code': { as: 'pei', prepare: colleague, outOfScope: otherDealer },
  'GET /api/roles': { as: 'admin' },
  'POST /api/roles': { as: 'admin', body: { key: 'region-assistant', ...roleBody } },
  'PUT /api/roles/:id': {
    as: 'admin',
    prepare: spareRole,
    body: { version: 1, ...roleBody },
    outOfScope: { as: 'admin', params: absent },
  },
  'DELETE /api/roles/:id': { as: 'admin', prepare: spareRole, outOfScope: { as: 'admin', params: absent } },
  'GET /api/permissions': { as: 'admin' },
  'GET /api/keys': { as: 'meng' },
  'POST /api/keys': { as: 'meng', body: { name: '官网表单', scopes: ['leads.capture'], days: 30 } },
  'DELETE /api/keys/:id': { as: 'meng', prepare: key, outOfScope: { as: 'meng', params: absent } },
  'GET /api/sessions': { as: 'gu' },
  'DELETE /api/sessions/:id': { as: 'gu', prepare: session },
  'DELETE /api/sessions': { as: 'gu' },
  'GET /api/audit': { as: 'situ' },
  'GET /api/audit/export': { as: 'situ', query: { reason: '季度检查' } },
  'GET /api/jobs': { as: 'meng' },
  'GET /api/jobs/:id': { as: 'meng', prepare: job('done') },
  'POST /api/jobs/:id/cancellation': { as: 'meng', prepare: job('queued') },
  'POST /api/jobs/:id/attempt': { as: 'meng', prepare: job('failed') },
  'GET /api/notifications': { as: 'gu' },
  'PUT /api/notifications/read': { as: 'gu', body: {} },
  'GET /api/settings': { as: 'admin' },
  'PATCH /api/settings': {
    as: 'admin',
    body: { values: { organisation: { zh: '环路', en: 'Ringroad' } }, versions: {} },
  },
  'GET /api/profile': { as: 'huo' },
  'PATCH /api/profile': { as: 'huo', body: { language: 'en' } },
  'PUT /api/profile/password': { as: 'gu', elsewhere: 'server/domains/admin/credentials.test.ts' },
  'POST /api/profile/code': { as: 'gu', elsewhere: 'server/domains/admin/credentials.test.ts' },
  'PUT /api/profile/code': { as: 'gu', elsewhere: 'server/domains/admin/credentials.test.ts' },
  'DELETE /api/profile/code': { as: 'gu', elsewhere: 'server/domains/admin/credentials.test.ts' },
  'POST /api/profile/recovery-codes': { as: 'gu', elsewhere: 'server/domains/admin/credentials.test.ts' },
  'GET /api/views': { as: 'gu', query: { page: 'leads' } },
  'POST /api/views': {
    as: 'pei',
    body: { page: 'leads', name: '今天到期', search: 'due=today', shared: true },
  },
  'PUT /api/views/:id': {
    as: 'gu',
    prepare: view,
    body: { name: '我的 H 级', search: 'grade=H', shared: false },
  },
  'DELETE /api/views/:id': { as: 'gu', prepare: view },
  'PUT /api/views/:id/default': { as: 'gu', prepare: view },
  'DELETE /api/views/:id/default': { as: 'gu', prepare: view },
}
