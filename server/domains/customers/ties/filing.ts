import {
  type TieEnd,
  type TieKind,
  tieFileProblems,
  tieProblems,
} from '../../../../contract/customer-ties.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { allTiesAmong, insertTies, type StandingTie } from './file-queries.ts'
import { houseAll } from './housing.ts'
import { type Named, namingOf, peopleNamed } from './naming.ts'
import { holdParties, type Party, tieKinds, updateTie } from './queries.ts'
import { endsEarly, isMutual, orderedBy, tieFault } from './rules.ts'
import { tell } from './writing.ts'

/** A line of a file: what the one is to the other, or that both live together. */
export type TieArrival = {
  who: Named
  whom: Named
  word: string
  fromOn: string | null
  untilOn: string | null
  note: string | null
}
export type Filed = {
  written: { index: number; id: string; outcome: 'created' | 'updated'; customerId: string }[]
  problems: ({ index: number; field: string; code: string } & Words)[]
}
/** Two known customers a line is about, and where it stands in the file. */
export type Line = { index: number; row: TieArrival; own: Party; other: Party }

const folded = (word: string) =>
  word
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-')
const households = new Set([
  'household',
  'household-member',
  'same-household',
  '家庭',
  '家庭成员',
  '同一家庭',
])
/** What people also write. */
const also: [words: string, kind: string, end: TieEnd][] = [
  ['夫妻 丈夫 妻子 husband wife', 'spouse', 'from'],
  ['父亲 母亲 father mother', 'parent', 'from'],
  ['儿子 女儿 son daughter', 'parent', 'to'],
]

/** Which tie a word means, and which end of it `who` then is. */
function tieMeant(kinds: readonly TieKind[]): (word: string) => Meant | undefined {
  const meant = new Map<string, Meant>()
  const add = (word: string, kind: TieKind, end: TieEnd) => {
    if (!meant.has(folded(word))) meant.set(folded(word), { kind, end })
  }
  for (const kind of kinds) for (const word of [kind.key, kind.from.zh, kind.from.en]) add(word, kind, 'from')
  for (const kind of kinds) for (const word of [kind.to.zh, kind.to.en]) add(word, kind, 'to')
  for (const [words, key, end] of also) {
    const kind = kinds.find((one) => one.key === key)
    if (kind) for (const word of words.split(' ')) add(word, kind, end)
  }
  return (word) => meant.get(folded(word))
}

/** Takes in a file's lines at once; each is written, already so, or refused by itself. */
export async function saveTies(ctx: Ctx, source: string, rows: readonly TieArrival[]): Promise<Filed> {
  const filed: Filed = { written: [], problems: [] }
  const refuse: Refuse = (index, field, code, name = '') => {
    const { zh, en } = problems[code]
    filed.problems.push({
      index,
      field,
      code,
      zh: zh.replace('{name}', name),
      en: en.replace('{name}', name),
    })
  }
  const lines = await linesOf(ctx, source, rows, refuse)
  const meant = tieMeant(await tieKinds(ctx))
  const isHousehold = ({ row }: Line) => households.has(folded(row.word))
  await houseAll(ctx, lines.filter(isHousehold), filed, refuse)
  const standing = await allTiesAmong(
    ctx,
    lines.map(({ own, other }) => [own.id, other.id]),
  )
  const filing: Filing = { book: bookOf(standing), fresh: [], filed, refuse }
  for (const line of lines.filter((one) => !isHousehold(one))) {
    const means = meant(line.row.word)
    if (means) await fileTie(ctx, line, means, filing)
    else refuse(line.index, 'kind', 'kindUnknown')
  }
  await insertTies(ctx, filing.fresh)
  for (const { id, of, fromId, toId } of filing.fresh)
    await tell(ctx, 'customers.tied', id, of, { from: fromId, to: toId })
  return filed
}

type Meant = { kind: TieKind; end: TieEnd }
/** `fresh`: new ties, written together at the end; `book` knows of them already. */
type Filing = { book: Book; fresh: (StandingTie & { of: TieKind })[]; filed: Filed; refuse: Refuse }

const problems = { ...tieProblems, ...tieFileProblems }
export type Refuse = (index: number, field: string, why: keyof typeof problems, name?: string) => void

/** Lines whose two are known, each one customer; these are kept from being merged until the transaction ends. */
async function linesOf(
  ctx: Ctx,
  source: string,
  rows: readonly TieArrival[],
  refuse: Refuse,
): Promise<Line[]> {
  const idsOf = await peopleNamed(
    ctx,
    source,
    rows.flatMap(({ who, whom }) => [who, whom]),
  )
  const held = await holdParties(ctx, [
    ...new Set(rows.flatMap(({ who, whom }) => [...idsOf(who), ...idsOf(whom)])),
  ])
  return rows.flatMap((row, index) => {
    const party = (named: Named, field: (by: string) => string): Party | undefined => {
      const by = field(namingOf(named) ?? 'phone')
      const [id, ...more] = idsOf(named)
      const found = id === undefined ? undefined : held.get(id)
      if (more.length > 0) refuse(index, by, 'several')
      else if (!found) refuse(index, by, 'nobody')
      return more.length > 0 ? undefined : found
    }
    const own = party(row.who, (by) => by)
    const other = party(row.whom, (by) => `other${by[0]!.toUpperCase()}${by.slice(1)}`)
    if (own && other && endsEarly(row.fromOn, row.untilOn)) refuse(index, 'untilOn', 'untilEarly')
    else if (own && other) return [{ index, row, own, other }]
    return []
  })
}

type Book = { between(a: string, b: string): StandingTie[]; add(tie: StandingTie): void }
function bookOf(standing: readonly StandingTie[]): Book {
  const pages = new Map<string, StandingTie[]>()
  const key = (a: string, b: string) => [a, b].sort().join(' ')
  const between = (a: string, b: string) => pages.get(key(a, b)) ?? []
  const add = (tie: StandingTie) =>
    void pages.set(key(tie.fromId, tie.toId), [...between(tie.fromId, tie.toId), tie])
  for (const tie of standing) add(tie)
  return { between, add }
}

async function fileTie(ctx: Ctx, line: Line, meant: Meant, filing: Filing): Promise<void> {
  const { index, row, own, other } = line
  const { kind, end } = meant
  // `end` is where `who` is; `orderedBy` asks where the other one is.
  const { from, to } = orderedBy(end === 'from' ? 'to' : 'from', own, other)
  const fault = tieFault(kind, from, to, [])
  if (fault) return filing.refuse(index, 'kind', fault)
  const there = filing.book.between(from.id, to.id).find(
    (one) =>
      !one.dismissed &&
      one.kind === kind.key &&
      (isMutual(kind) || one.fromId === from.id) &&
      // One that has ended is said again when it began on the same day; otherwise there is a new one.
      (one.untilOn === null || one.fromOn === row.fromOn),
  )
  if (there) return fillIn(ctx, line, kind, there, filing)
  const { fromOn, untilOn, note } = row
  const ends = { fromId: from.id, toId: to.id }
  const tie = {
    id: newId(ctx.now),
    kind: kind.key,
    ...ends,
    fromOn,
    untilOn,
    note,
    dismissed: false,
    of: kind,
  }
  filing.fresh.push(tie)
  filing.book.add(tie)
  filing.filed.written.push({ index, id: tie.id, outcome: 'created', customerId: own.id })
}

/** What the file says of a tie that is there; what it does not say stays. */
async function fillIn(
  ctx: Ctx,
  { index, row, own }: Line,
  kind: TieKind,
  there: StandingTie,
  { fresh, filed, refuse }: Filing,
): Promise<void> {
  const { fromOn, untilOn, note, ...rest } = there
  const said = { fromOn: row.fromOn ?? fromOn, untilOn: row.untilOn ?? untilOn, note: row.note ?? note }
  if (said.fromOn === fromOn && said.untilOn === untilOn && said.note === note) return
  if (endsEarly(said.fromOn, said.untilOn)) return refuse(index, 'untilOn', 'untilEarly')
  Object.assign(there, said)
  filed.written.push({ index, id: there.id, outcome: 'updated', customerId: own.id })
  // One of this very batch is written with what was said of it last.
  if (fresh.some((one) => one.id === there.id)) return
  await updateTie(ctx, there.id, said)
  if (untilOn === null && said.untilOn !== null)
    await tell(ctx, 'customers.tie-ended', there.id, kind, { from: rest.fromId, to: rest.toId })
}
