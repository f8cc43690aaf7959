import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { draftFile, driverFor, importFile } from '../../server/domains/imports/index.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'

const rows = '客户姓名,手机号码,客户编号\n王伟,1391234,Z1\n李娜,13988880002,Z2\n'
const multipart = (text: string, fields: Record<string, string> = {}) => ({
  headers: { 'content-type': 'multipart/form-data; boundary=ring' },
  body: Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => `--ring\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join(
        '',
      )}--ring\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--ring--\r\n`,
  ),
})

async function fileBy(world: World, login: string) {
  const path = join(world.folder, `${randomUUID()}.csv`)
  writeFileSync(path, rows)
  const who = await world.as(login, async ({ actor, scope }) => ({ actor, scope }))
  return { who, file: { path, kind: 'customers' as const } }
}

/** A draft of the dealer principal of D0001; the one of D0002 must not find it. */
const draft = async (world: World): Promise<Partial<RouteCase>> => {
  const { who, file } = await fileBy(world, 'pei')
  const id = await draftFile(driverFor(world.runtime, who), file)
  return { params: { id }, outOfScope: { as: 'han', params: { id } } }
}
const finished = async (world: World): Promise<Partial<RouteCase>> => {
  const { who, file } = await fileBy(world, 'pei')
  const { id } = await importFile(world.runtime, who, file)
  return { params: { id }, outOfScope: { as: 'han', params: { id } } }
}
const running = async (world: World): Promise<Partial<RouteCase>> => {
  const made = await draft(world)
  await world.sql(`update imports.import set state = 'running' where id = $1`, [made.params!.id])
  await world.sql(
    `insert into kernel.job (id, queue, title, scope, created_at) values ($1, 'imports.run', '{}', '{}', now())`,
    [made.params!.id],
  )
  await world.sql('update imports.import set job_id = id where id = $1', [made.params!.id])
  return made
}

export const importCases: RouteCases = {
  'GET /api/imports/kinds': { as: 'pei' },
  'POST /api/imports': { as: 'pei', ...multipart(rows, { kind: 'customers', source: 'route' }) },
  'GET /api/imports': { as: 'pei' },
  'GET /api/imports/:id': { as: 'pei', prepare: draft },
  'PATCH /api/imports/:id': {
    as: 'pei',
    body: { mapping: { '0': 'name', '2': 'externalId' } },
    prepare: draft,
  },
  'DELETE /api/imports/:id': { as: 'pei', prepare: draft },
  'POST /api/imports/:id/check': { as: 'pei', prepare: draft },
  'POST /api/imports/:id/run': { as: 'pei', prepare: draft },
  'DELETE /api/imports/:id/run': { as: 'pei', prepare: running },
  'POST /api/imports/:id/undo': { as: 'pei', prepare: finished },
  'GET /api/imports/:id/people': { as: 'pei', prepare: finished },
  'GET /api/imports/:id/rows': { as: 'pei', query: { outcome: 'create' }, prepare: finished },
  'GET /api/imports/:id/kept': { as: 'pei', prepare: finished },
  'GET /api/imports/:id/errors': { as: 'pei', prepare: finished },
}
