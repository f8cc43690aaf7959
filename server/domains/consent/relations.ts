import { movedIn, ownFirst, type Relation, writtenSince } from '../customers/index.ts'

const nil = `'00000000-0000-0000-0000-000000000000'::uuid`
const alike = (a: string, b: string) => `${a}.purpose = ${b}.purpose and ${a}.recipient = ${b}.recipient`
const decided = (column: string) =>
  `(array_agg(r.${column} order by r.granted, r.happened_at desc, ${ownFirst.replace('order by ', '')}))[1]`

/** A person who refuses dealers as such, and a word of the other one on this very dealer, of whom the first said nothing. */
const refusedAsSuch = (refusing: string, t: string) => `from consent.state w
  where ${t}.granted and ${t}.recipient_key <> ${nil} and w.customer_id = ${refusing} and ${alike('w', t)} and w.recipient_key = ${nil}
    and not w.granted and not exists (select from consent.state o
      where o.customer_id = ${refusing} and ${alike('o', t)} and o.recipient_key = ${t}.recipient_key)`
const refusal = (t: string) =>
  `to_jsonb(${t}) || jsonb_build_object('granted', false, 'happened_at', w.happened_at, 'entry_id', w.entry_id)`

/**
 * The ledger's lines change hands as they are. Of the state the stricter side counts, per purpose and recipient: who
 * refused under one of the names has refused, also where the other one's word was on one dealer only.
 */
export const consentRelations: Relation[] = [
  {
    table: 'consent.entry',
    belongs: `exists (select from customers.source_record s where s.id in ${movedIn('customers.link')}
      and s.happened_at = t.happened_at and s.received_at = t.recorded_at)
      and ${writtenSince('t.recorded_at')}`,
  },
  {
    table: 'consent.state',
    key: ['purpose', 'recipient', 'recipient_key'],
    fold: {
      granted: 'bool_and(r.granted)',
      happened_at: decided('happened_at'),
      entry_id: decided('entry_id'),
    },
    given: `coalesce((select ${refusal('t')} ${refusedAsSuch('m.survivor_id', 't')}), to_jsonb(t))`,
    adds: `select m.survivor_id, m.absorbed_id, m.merge_id, jsonb_build_array(x.purpose, x.recipient, x.recipient_key)::text, null::jsonb,
        ${refusal('x')}
      from m join consent.state x on x.customer_id = m.survivor_id
      cross join lateral (select w.happened_at, w.entry_id ${refusedAsSuch('m.absorbed_id', 'x')}) w
      where not exists (select from consent.state o where o.customer_id = m.absorbed_id and ${alike('o', 'x')}
        and o.recipient_key = x.recipient_key)`,
  },
]
