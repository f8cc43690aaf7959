import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { peopleByPhone } from './domains/customers/index.ts'
import { keepPastExperiment } from './domains/insights/experiments/past.ts'
import type { Ctx } from './kernel/ctx.ts'
import { readPhone } from './kernel/phone.ts'
import { openTable } from './kernel/tables/index.ts'

type Member = { phone: string; heldOut: boolean }
type Trial = {
  name: string
  brand: string
  startsOn: string
  endsOn: string
  share: number
  members: Member[]
}

/** The demonstration's campaigns with a hold-out. Whose number is two people's, or nobody's, is in neither arm. */
export async function keepDemoExperiments(ctx: Ctx, folder: string): Promise<void> {
  for (const trial of (await trialsIn(join(folder, 'experiments.csv'))).values()) {
    const brand = await ctx.db
      .selectFrom('dealers.node')
      .select('id')
      .where('kind', '=', 'brand')
      .where('code', '=', trial.brand)
      .executeTakeFirst()
    const known = await peopleByPhone(
      ctx,
      trial.members.map(({ phone }) => phone),
    )
    const lots = new Map<string, boolean>()
    for (const { phone, heldOut } of trial.members) {
      const id = known.get(phone)
      if (id) lots.set(id, heldOut)
    }
    if (!brand || lots.size === 0) continue
    const { name, startsOn, endsOn, share: heldOutShare } = trial
    await keepPastExperiment(ctx, {
      name,
      brandId: brand.id,
      startsOn,
      endsOn,
      heldOutShare,
      lots: [...lots].map(([id, heldOut]) => ({ id, heldOut })),
    })
  }
}

async function trialsIn(path: string): Promise<Map<string, Trial>> {
  const trials = new Map<string, Trial>()
  if (!existsSync(path)) return trials
  for await (const rows of (await openTable(path)).rows)
    for (const { cells } of rows) {
      const [key, name, brand, startsOn, endsOn, share, said, heldOut] = cells as string[]
      const phone = readPhone(said ?? '')
      if (!phone.ok || !key || !name || !brand || !startsOn || !endsOn) continue
      const trial = trials.get(key) ?? { name, brand, startsOn, endsOn, share: Number(share), members: [] }
      trial.members.push({ phone: phone.e164, heldOut: heldOut === 'y' })
      trials.set(key, trial)
    }
  return trials
}
