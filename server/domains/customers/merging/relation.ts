import { tieRelations } from '../ties/relations.ts'

/**
 * How a table with a `customer_id` follows its person when customers are merged, split and un-merged. Every domain
 * declares its own and hears the events (`followMerges`); a house test finds the table nobody declared.
 */
export type Relation = Moving | Folding

/** Rows that change hands one by one. All strings are SQL: `t` is the row, `m` the merge (merge_id, survivor_id, absorbed_id). */
export type Moving = {
  table: string
  /** The row's own key: `id` unless said. */
  id?: string
  /** Whose it is: `customer_id` unless said. A row with two ends is declared once for each. */
  owner?: string
  /** Columns that change with the owner, and to what; they come back with it. */
  also?: Record<string, string>
  /** Whether a row belongs to the source records that `m` moves: goes with them in a split, and back with them later. */
  belongs?: string
}

/**
 * Rows of which a person has one per key: both persons' become one. `r` is a row of one of the parts, `p` the part;
 * `p.from_id <> p.holder_id` sorts the survivor's own first.
 */
export type Folding = {
  table: string
  key: string[]
  fold: Record<string, string>
  /** What of the absorbed person's row counts here, when that is not the row itself; `t` and `m` as above. */
  given?: string
  /** More that counts here without a row of the absorbed person's: selects holder, from, merge, key text, null, row over `m`. */
  adds?: string
}

/** Under which name its moves are kept: the ends of one row may move in the same merge. */
export const movesOf = ({ table, owner }: Moving): string => (owner ? `${table}/${owner}` : table)

export const isFolding = (relation: Relation): relation is Folding => 'fold' in relation

/** The survivor's own before the absorbed one's. */
export const ownFirst = 'order by p.from_id <> p.holder_id, p.from_id'

/** SQL: the rows of a table that a merge or split moves, such as `customers.link` (source records) or `leads.lead`. */
export const movedIn = (table: string): string =>
  `(select v.row_id from customers.merge_move v where v.merge_id = m.merge_id and v.table_name = '${table}')`

/** SQL: written since the merge; whenever, when it is a split that asks. */
export const writtenSince = (column: string): string =>
  `exists (select from customers.merge g where g.id = m.merge_id and (g.kind = 'split' or ${column} >= g.at))`

/** Came in since under the sender's own number of a record that moves: the same person, says the sender. */
const sameSender = `exists (select from customers.source_record s join customers.source_record o
  on o.source = s.source and o.external_id = s.external_id and o.dealer_id is not distinct from s.dealer_id
  where s.id = t.record_id and s.external_id is not null and o.id in ${movedIn('customers.link')})
  and t.at >= (select g.at from customers.merge g where g.id = m.merge_id and g.kind = 'merge')`

/** The value that was made sure of is one the moving records say, and the ones that stay do not. */
const saidOnlyThere = `${writtenSince('t.at')}
  and exists (select from customers.source_record s where s.id in ${movedIn('customers.link')}
    and exists (select from jsonb_each_text(s.said) v where v.value = t.value))
  and not exists (select from customers.link l join customers.source_record s on s.id = l.record_id
    where l.customer_id = m.survivor_id and exists (select from jsonb_each_text(s.said) v where v.value = t.value))`

/** Links first: what belongs to a record is asked by them. Finder before reach: a new reach adds its node to the finder's keys, and there it must stand already. */
export const customersRelations: Relation[] = [
  ...tieRelations,
  { table: 'customers.link', id: 'record_id', belongs: sameSender },
  { table: 'customers.verification', belongs: saidOnlyThere },
  // A form is of the record it made; what a sign-in or a number said stays with the survivor.
  { table: 'customers.visitor_link', belongs: `t.cause_id in ${movedIn('customers.link')}` },
  {
    table: 'customers.finder',
    key: [],
    fold: {
      keys: `customers.once(customers.gathered(r.keys ${ownFirst}))`,
      seen_at: 'max(r.seen_at)',
    },
  },
  {
    table: 'customers.pick',
    key: ['field'],
    fold: Object.fromEntries(
      ['id', 'record_id', 'value', 'at', 'by_id', 'by_name', 'reason'].map((column) => [
        column,
        `(array_agg(r.${column} order by r.at desc, p.from_id))[1]`,
      ]),
    ),
    // What was picked in the merge dialog is a pick like any other: it goes before the rules from then on.
    adds: `select m.survivor_id, m.merge_id, m.merge_id, jsonb_build_array(x.field)::text, null::jsonb, jsonb_build_object('id', uuidv7(),
        'customer_id', m.survivor_id, 'field', x.field, 'record_id', o.record, 'at', g.at, 'by_id', g.by_id, 'by_name', g.by_name, 'reason', g.reason)
      from m join customers.merge g on g.id = m.merge_id cross join lateral jsonb_each_text(g.picks) x(field, from_id)
      join customers.merge_part c on c.holder_id = m.survivor_id and c.table_name = 'customers.customer' and c.from_id = x.from_id::uuid
      cross join lateral (select coalesce(c.given -> 'origins' -> x.field, c.given -> 'origins' -> '*') ->> 'record' as record) o
      where o.record is not null`,
  },
  { table: 'customers.reach', key: ['node_id'], fold: { seen_at: 'max(r.seen_at)' } },
  {
    table: 'customers.identifier',
    key: ['kind', 'value'],
    fold: {
      first_at: 'min(r.first_at)',
      last_at: 'max(r.last_at)',
      source: '(array_agg(r.source order by r.first_at, p.from_id))[1]',
    },
  },
]
