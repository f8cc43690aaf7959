import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { identifyPeople } from '../actions/identify.ts'
import { bitsOf } from '../credibility/rules.ts'
import { learnMisread } from './misread.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const job = (): JobRun => ({
  jobId: newId(),
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as('system', work),
  progress: async () => {},
  shouldStop: async () => false,
})

const arrive = async (name: string, idNumber: string, kind = 'customer-file') => {
  const [met] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'dms',
        kind,
        happenedAt: ctx.now,
        raw: { 姓名: name, 身份证号: idNumber },
        brandId: castId('HL'),
        dealerId: null,
        reachNodes: [castId('HL')],
        person: { kind: 'person', name, phones: [] },
      },
    ]),
  )
  return met!
}
const kindsOf = async (customerId: string) =>
  (
    await world.sql<{ kind: string }>(
      `select kind from customers.identifier where customer_id = $1 order by kind`,
      [customerId],
    )
  ).map(({ kind }) => kind)

describe('ID numbers with a slip', () => {
  it('are kept one-way at intake, beside what they may have been meant as, and identify nobody', async () => {
    const first = await arrive('慕容雪', '110105194912310021')
    const kinds = await kindsOf(first.customerId)
    expect(kinds.filter((kind) => kind === 'resident-misread')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'resident-meant').length).toBeGreaterThan(3)
    const second = await arrive('慕容雪', '110105194912310021')
    expect(second.customerId).not.toBe(first.customerId)
    const [said] = await world.sql<{ said: string }>(
      'select said::text from customers.source_record where id = $1',
      [first.recordId],
    )
    expect(said!.said).not.toContain('110105194912310021')
  })

  it('of records that came before are learned from the record as it came, once, and not where it was kept masked', async () => {
    const old = await arrive('上官云', '440524188001010041')
    const masked = await arrive('上官月', '4405**********0041')
    for (const one of [old, masked])
      await world.sql(
        `insert into customers.credibility (id, source, month, score, asked, filled, checked, invalid, compared, contradicted, verified, bounced, claimed, parts, at)
         values ($1, 'dms', '2026-11-01', 10, 0, 0, $2, $2, 0, 0, false, false, false, '[]', now())`,
        [one.recordId, bitsOf(['residentId'])],
      )
    const before = await kindsOf(old.customerId)
    await world.sql('delete from customers.identifier where customer_id = $1', [old.customerId])

    expect(await learnMisread(job())).toBe(1)
    expect(await kindsOf(old.customerId)).toEqual(before)
    expect(await kindsOf(masked.customerId)).toEqual(['resident-shown'])
    expect(await learnMisread(job())).toBe(0)
  })
})
