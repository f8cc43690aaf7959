import type { Ctx } from '../../../kernel/ctx.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import type { Model } from '../matching/model.ts'
import { reach } from '../matching/renewing.ts'
import { cluster, inside, make, type Run } from '../matching/run.ts'
import { levelsOf, raritiesSql } from '../matching/scoring.ts'
import { mergeMany } from '../merging/merge.ts'
import { askAbout, dropUnfound, noteLinked, policiesNow, type Trained, toldApart } from './queries.ts'
import { type Edge, type Policy, type Settled, settle } from './rules.ts'

const rowsAtOnce = 2_000
/** Pairs that are settled together, at least; records that hang together always are. */
const edgesAtOnce = 50_000

export const leastOf = (policies: readonly Policy[]): number =>
  Math.min(...policies.map(({ reviewAt }) => reviewAt))

type Acting = { trained: Trained; all: boolean; mergesAtOnce: number }

/**
 * What follows from the scored pairs, of everybody or of whom is due: links, questions, and questions that fall away.
 * Cluster by cluster, so that ten million customers take no more room than one page of pairs. Killed, it starts over and
 * finds done what is done: the pairs are those that were scored. @returns false when somebody asked to stop
 */
export async function act(job: JobRun, run: Run, { trained, all, mergesAtOnce }: Acting): Promise<boolean> {
  const { policies, apart } = await job.transact(async (ctx) => ({
    policies: await policiesNow(ctx),
    apart: await toldApart(ctx),
  }))
  const least = leastOf(policies)
  if (!all) await reach(run, least)
  await cluster(run, least, all ? undefined : 'select rid from reached')
  await make(run, likely(trained.model, least))
  for (const [from, through] of await pagesOf(run)) {
    if (await job.shouldStop()) return false
    const edges = await edgesOf(job, run, trained, policies, { from, through })
    const settled = settle(edges, policies, apart)
    if (!(await link(job, settled, mergesAtOnce))) return false
    for (let at = 0; at < settled.ask.length; at += rowsAtOnce)
      await job.transact((ctx) =>
        askAbout(ctx, settled.ask.slice(at, at + rowsAtOnce), trained.number, job.jobId),
      )
  }
  await drop(job, run, all)
  return true
}

/**
 * Pairs of at least this weight, what may matter under any policy, by the cluster they are in; with the rarity of each
 * comparison, which the shares of values they were scored by (`records`) still say.
 */
const likely = (model: Model, least: number) => {
  const rarities = raritiesSql(model, 's.code')
  const shares = `(select ${['rid', ...rarities.columns].join(', ')} from records where rid in (select rid from labels))`
  return {
    table: 'likely',
    columns:
      'label UInt32, one String, other String, weight Float32, rarity Float32, rarities Array(Float32), code UInt64, verified UInt8',
    order: 'label',
    sql: `select n.label as label, toString(x.id) as one, toString(y.id) as other, s.weight as weight, arraySum(${rarities.sql}) as rarity, ${rarities.sql} as rarities, s.code as code,
      x.resident != '' and y.resident != '' and x.resident != y.resident as verified
    from scored as s join labels as n on s.l = n.rid
    join (select rid, id, resident from raw where rid in (select rid from labels)) as x on s.l = x.rid
    join (select rid, id, resident from raw where rid in (select rid from labels)) as y on s.r = y.rid
    join ${shares} as l on s.l = l.rid join ${shares} as r on s.r = r.rid
    where s.weight >= ${least}`,
  }
}

/** Labels from and through: whole clusters, so many that they have some ten thousand pairs. */
async function pagesOf(run: Run): Promise<[number, number][]> {
  const rows = await run.analytics.rows<{ first: number; last: number }>(
    inside(
      run,
      `select min(label) as first, max(label) as last from (
        select label, intDiv(sum(n) over (order by label), ${edgesAtOnce}) as page from (select label, count() as n from likely group by label))
      group by page order by first`,
    ),
  )
  return rows.map(({ first, last }) => [first, last])
}

type ScoredRow = {
  one: string
  other: string
  weight: number
  rarity: number
  rarities: number[]
  code: number
  verified: number
}

async function edgesOf(
  job: JobRun,
  run: Run,
  { model }: Trained,
  policies: readonly Policy[],
  { from, through }: { from: number; through: number },
): Promise<Edge[]> {
  const rows = await run.analytics.rows<ScoredRow>(
    inside(
      run,
      `select one, other, weight, rarity, rarities, code, verified from likely where label >= ${from} and label <= ${through} order by weight desc, one, other`,
    ),
  )
  const ids = [...new Set(rows.flatMap(({ one, other }) => [one, other]))]
  const branded = policies.some(({ brandId }) => brandId !== null)
  const brandOf = branded
    ? await job.transact((ctx) => brandsOfPeople(ctx, ids))
    : new Map<string, string[]>()
  return rows.map(({ one, other, code, verified, ...row }) => {
    const [a, b] = [one, other].sort() as [string, string]
    const brandId = sharedBrand(brandOf.get(a), brandOf.get(b))
    return { a, b, ...row, levels: levelsOf(model, code), verified: verified === 1, brandId }
  })
}

/** One brand that both have and no other: its policy counts. */
const sharedBrand = (a: string[] = [], b: string[] = []): string | null =>
  a.length === 1 && b.length === 1 && a[0] === b[0] ? a[0]! : null

async function brandsOfPeople(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const network = await networkSnapshot(ctx)
  const brands = network.brands.map(({ id }) => id)
  const found = new Map<string, string[]>()
  for (let from = 0; from < ids.length; from += 10_000) {
    const rows = await ctx.db
      .selectFrom('customers.reach')
      .select(['customerId', 'nodeId'])
      .where('nodeId', 'in', brands)
      .where('customerId', 'in', ids.slice(from, from + 10_000) as string[])
      .execute()
    for (const { customerId, nodeId } of rows)
      found.set(customerId, [...(found.get(customerId) ?? []), nodeId])
  }
  return found
}

async function link(job: JobRun, { link }: Settled, mergesAtOnce: number): Promise<boolean> {
  for (let from = 0; from < link.length; from += mergesAtOnce) {
    if (await job.shouldStop()) return false
    const some = link.slice(from, from + mergesAtOnce)
    await job.transact(async (ctx) => {
      const done = await mergeMany(
        ctx,
        some.map(({ ids, edges }) => ({
          ids,
          evidence: {
            run: job.jobId,
            weight: Math.max(...edges.map(({ weight }) => weight)),
            pairs: edges.map(({ a, b, weight, levels }) => ({ a, b, weight, levels })),
          },
        })),
      )
      const linked = done.reduce((sum, one) => sum + ('merges' in one ? one.merges.length : 0), 0)
      await noteLinked(ctx, job.jobId, linked)
    })
  }
  return true
}

/** Of everybody, or of whom this run looked at. */
async function drop(job: JobRun, run: Run, all: boolean): Promise<void> {
  if (all) return void (await job.transact((ctx) => dropUnfound(ctx, job.jobId)))
  const page = 20_000
  const looked = `select toString(id) as id from (select id from due union distinct select id from raw where rid in (select rid from reached))`
  for (let after = ''; ; ) {
    const rows = await run.analytics.rows<{ id: string }>(
      inside(run, `select id from (${looked}) where id > '${after}' order by id limit ${page}`),
    )
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0) await job.transact((ctx) => dropUnfound(ctx, job.jobId, ids))
    if (ids.length < page) return
    after = ids.at(-1)!
  }
}
