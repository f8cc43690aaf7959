import { type RawBuilder, sql } from 'kysely'
import { type JudgedField, judgedFields, type Trouble } from '../../../../contract/credibility.ts'

export type Choice = {
  source?: string | undefined
  dealer?: string | undefined
  consultant?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
export type RecordChoice = Choice & { trouble?: Trouble | undefined; field?: JudgedField | undefined }

/** The same time for everybody: what a group is compared with. */
export const dated = ({ from, to }: Choice): Choice => ({ from, to })

/** Months are kept whole: a day chooses its month. */
const monthOf = (day: string) => `${day.slice(0, 7)}-01`

const allOf = (conditions: RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)

export function choiceOf(
  alias: 'g' | 'k',
  { source, dealer, consultant, from, to }: Choice,
): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  const conditions: RawBuilder<unknown>[] = []
  if (source) conditions.push(sql`${column('source')} = ${source}`)
  if (dealer) conditions.push(sql`${column('dealerId')} = ${dealer}::uuid`)
  if (consultant) conditions.push(sql`${column('consultantId')} = ${consultant}::uuid`)
  if (from) conditions.push(sql`${column('month')} >= ${monthOf(from)}::date`)
  if (to) conditions.push(sql`${column('month')} <= ${monthOf(to)}::date`)
  return allOf(conditions)
}

/** Records with a trouble; of one field, when a field is named. */
const bitOf = (field: JudgedField | undefined) =>
  sql.raw(field ? String(1 << judgedFields.indexOf(field)) : String((1 << judgedFields.length) - 1))
const troubled: Record<Trouble, (field: JudgedField | undefined) => RawBuilder<unknown>> = {
  incomplete: (field) => sql`k.asked & ~k.filled & ${bitOf(field)} <> 0`,
  invalid: (field) => sql`k.invalid & ${bitOf(field)} <> 0`,
  contradicted: (field) => sql`k.contradicted & ${bitOf(field)} <> 0`,
  unverified: () => sql`not k.verified`,
  bounced: () => sql`k.bounced`,
  unheard: () => sql`k.heard is false`,
}
export const recordsWhere = ({ trouble, field, ...choice }: RecordChoice): RawBuilder<unknown> =>
  allOf([
    choiceOf('k', choice),
    ...(trouble
      ? [troubled[trouble](field)]
      : field
        ? [sql`(k.asked | k.filled | k.checked) & ${bitOf(field)} <> 0`]
        : []),
  ])
