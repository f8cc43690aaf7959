import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { keepMembers } from './queries.ts'

export type PastExperiment = {
  name: string
  brandId: string
  startsOn: string
  endsOn: string
  heldOutShare: number
  lots: readonly { id: string; heldOut: boolean }[]
}

/** An experiment over owners that ran before this house was there: its lots were drawn elsewhere, and there is no seed to draw them again. */
export async function keepPastExperiment(ctx: Ctx, { lots, ...said }: PastExperiment): Promise<void> {
  const heldOut = lots.filter((one) => one.heldOut).length
  const id = newId()
  await ctx.db
    .insertInto('insights.experiment')
    .values({
      ...said,
      id,
      campaignId: null,
      unit: 'owners',
      audience: JSON.stringify({ regionIds: [], dealerIds: [], seriesIds: [], valueClasses: [], stages: [] }),
      seed: 0,
      treated: lots.length - heldOut,
      heldOut,
      createdBy: null,
      createdAt: new Date(`${said.startsOn}T00:00:00Z`),
    })
    .execute()
  await keepMembers(ctx, id, 'owners', lots)
}
