import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type { readMatchThreshold, ThresholdEffect } from '../../../../contract/match-model.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { database } from '../linking/nightly.ts'
import { policiesNow } from '../linking/queries.ts'
import type { Policy } from '../linking/rules.ts'
import { policyShown } from './policies.ts'
import { isRunning, type JudgedRow, judgedByBin, lastRun, modelShown } from './queries.ts'
import { gatherPairs, judgedAt, unlinkable } from './rules.ts'
import {
  askedCustomers,
  type Bin,
  binsOf,
  type Deciding,
  hasTables,
  type Left,
  linkedPairs,
  selfMatched,
} from './scored.ts'

/** Pairs that are gathered into people while somebody waits: half a second's worth. */
const mostGathered = 300_000

type Asked = Pick<Policy, 'linkAt' | 'reviewAt' | 'mostLinked'>

/**
 * What thresholds would do, counted on the last run's pairs as they were before it linked any: those the policy asked about
 * decides, whoever asks; counts, and of nobody. Pairs somebody told apart since are still among them.
 */
export async function thresholdEffect(
  ctx: Ctx,
  query: Call<typeof readMatchThreshold>['query'],
): Promise<Reply<typeof readMatchThreshold>> {
  const policy = await policyShown(ctx, query.brand ?? 'network')
  const own = (await policiesNow(ctx)).flatMap(({ brandId }) => brandId ?? [])
  const brands = (await networkSnapshot(ctx)).brands.map(({ id }) => id)
  const of: Deciding = { brandId: policy.brandId, owned: own }
  const asked: Asked = {
    linkAt: query.linkAt ?? policy.linkAt,
    reviewAt: query.reviewAt ?? policy.reviewAt,
    mostLinked: query.mostLinked ?? policy.mostLinked,
  }
  const run = await lastRun(ctx)
  const trained = run && (await modelShown(ctx, run.modelNumber))
  const judged = await asSystem(ctx, (wide) => judgedByBin(wide, asked, { ...of, brands }))
  const left: Left = { analytics: ctx.services.analytics, database }
  const counted = trained && (await countedOn(left, trained, asked, of))
  const running = !counted && (await asSystem(ctx, isRunning))
  return {
    ...(counted ?? nothing),
    ...asked,
    state: counted ? 'ready' : running ? 'underway' : run ? 'gone' : 'none',
    run: run
      ? { startedAt: run.startedAt.toISOString(), modelNumber: run.modelNumber, records: run.records }
      : null,
    bins: binned(counted?.bins ?? [], judged),
    judged: saidOf(judged),
  }
}

const nothing = {
  pairs: { linked: 0, verified: 0, grown: 0, asked: 0, apart: 0 },
  customers: { linked: 0, become: 0, asked: 0 },
  ungathered: false,
  unlinkable: { records: 0, of: 0 },
}
type Counted = typeof nothing & { bins: Bin[] }

/** Null while there is nothing to count on: no table, or one a new run has just emptied. */
async function countedOn(
  left: Left,
  trained: NonNullable<Awaited<ReturnType<typeof modelShown>>>,
  asked: Asked,
  of: Deciding,
): Promise<Counted | null> {
  if (!(await hasTables(left))) return null
  try {
    const bins = await binsOf(left, trained.model, asked, of)
    const sum = (part: (bin: Bin) => number) => bins.reduce((total, bin) => total + part(bin), 0)
    const strong = sum(({ linked }) => linked)
    const ungathered = strong > mostGathered
    const { ls, rs } = ungathered
      ? { ls: [], rs: [] }
      : await linkedPairs(left, trained.model, asked.linkAt, of)
    const gathered = gatherPairs(ls, rs, asked.mostLinked)
    const verified = sum((bin) => bin.verified)
    const between = sum((bin) => bin.asked)
    return {
      bins,
      pairs: {
        linked: strong - gathered.grown,
        verified,
        grown: gathered.grown,
        asked: between,
        apart: sum(({ pairs }) => pairs) - strong - verified - between,
      },
      customers: {
        linked: gathered.linked,
        become: gathered.become,
        asked: await askedCustomers(left, asked, of),
      },
      ungathered,
      unlinkable: unlinkable(
        trained.model,
        trained.parameters,
        await selfMatched(left, trained.model, of),
        asked.linkAt,
      ),
    }
  } catch (error) {
    // A run that begins at this very moment drops its tables one by one.
    if (
      error instanceof Error &&
      /UNKNOWN_TABLE|UNKNOWN_IDENTIFIER/.test(`${error.message} ${'type' in error ? error.type : ''}`)
    )
      return null
    throw error
  }
}

/** Bars of pairs and of answers side by side; a pair that was judged may be of an earlier run. */
function binned(bins: readonly Bin[], judged: readonly JudgedRow[]): ThresholdEffect['bins'] {
  const pairsOf = new Map(bins.map(({ bin, pairs }) => [bin, pairs]))
  const saidOf = new Map(judged.map((row) => [row.bin, row]))
  return [...new Set([...pairsOf.keys(), ...saidOf.keys()])]
    .sort((a, b) => a - b)
    .map((from) => ({
      from,
      pairs: pairsOf.get(from) ?? 0,
      same: saidOf.get(from)?.same ?? 0,
      different: saidOf.get(from)?.different ?? 0,
    }))
}

function saidOf(rows: readonly JudgedRow[]): ThresholdEffect['judged'] {
  const sum = (of: (row: JudgedRow) => number) => rows.reduce((total, row) => total + of(row), 0)
  const same = sum((row) => row.same)
  return {
    same,
    different: sum((row) => row.different),
    link: judgedAt(
      { same },
      { same: sum((row) => row.sameLinked), different: sum((row) => row.differentLinked) },
    ),
    review: judgedAt(
      { same },
      { same: sum((row) => row.sameReviewed), different: sum((row) => row.differentReviewed) },
    ),
  }
}
