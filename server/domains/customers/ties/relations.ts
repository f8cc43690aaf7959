import type { Relation } from '../merging/relation.ts'

/**
 * Either end follows its person by itself, so that merges are undone in any order. What ties somebody to themself, or is
 * there twice, stays and is not shown (`onceEach`); nothing is lost when the merge is undone.
 */
export const tieRelations: Relation[] = [
  { table: 'customers.tie', owner: 'from_id' },
  { table: 'customers.tie', owner: 'to_id' },
  { table: 'customers.household_member' },
]
