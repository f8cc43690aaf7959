import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../../kernel/events.ts'
import { fold, unfold } from './folding.ts'
import { changeHands, comeBack, noteBelonging, type Pair } from './moving.ts'
import { isFolding, type Relation } from './relation.ts'

/** A domain's tables follow their person through merges, splits and back. Call it once in the domain's `events.ts`. */
export function followMerges(bus: EventBus, relations: readonly Relation[]): void {
  bus.on('customers.merged', (ctx, events) => joinRelations(ctx, pairsOf(events), relations))
  bus.on('customers.unmerged', (ctx, events) => partRelations(ctx, pairsOf(events), relations))
  bus.on('customers.split', (ctx, events) => splitRelations(ctx, pairsOf(events), relations))
}

const pairsOf = (events: readonly Event[]): Pair[] =>
  events.map(({ subjectId, data }) => ({
    mergeId: String(data?.mergeId),
    survivorId: subjectId,
    absorbedId: String(data?.absorbedId),
  }))

export const joinRelations = (ctx: Ctx, pairs: readonly Pair[], relations: readonly Relation[]) =>
  asSystem(ctx, async (wide) => {
    for (const relation of relations)
      if (isFolding(relation)) await fold(wide, pairs, relation)
      else await changeHands(wide, pairs, relation)
  })

/** What moved comes back, and with it what came in since through a source record of the one who leaves. */
export const partRelations = (ctx: Ctx, pairs: readonly Pair[], relations: readonly Relation[]) =>
  asSystem(ctx, async (wide) => {
    for (const relation of relations)
      if (isFolding(relation)) await unfold(wide, pairs, relation)
      else {
        await noteBelonging(wide, pairs, relation)
        await comeBack(wide, pairs, relation)
      }
  })

/** Rows that belong to the records taken out go with them; what people have one of per key, their domain divides itself. */
export const splitRelations = (ctx: Ctx, pairs: readonly Pair[], relations: readonly Relation[]) =>
  asSystem(ctx, async (wide) => {
    for (const relation of relations)
      if (!isFolding(relation)) {
        await noteBelonging(wide, pairs, relation)
        await comeBack(wide, pairs, relation)
      }
  })
