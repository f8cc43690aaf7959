import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type * as contract from '../../../../contract/vehicles.ts'
import { vehicleProblems } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import * as queries from '../queries/catalogue.ts'
import { catalogue, forgetCatalogue } from './catalogue.ts'

type Body<E> = Call<E>['body']

export async function showCatalogue(ctx: Ctx) {
  const { brands, series } = await catalogue(ctx)
  return { brands, series }
}

export async function addSeries(ctx: Ctx, body: Body<typeof contract.createSeries>) {
  const { brands } = await catalogue(ctx)
  const brand = brands.find((one) => one.id === body.brandId)
  if (!brand) throw new Refused(vehicleProblems.brandUnknown)
  const id = newId(ctx.now)
  await refuseTaken(body.name, queries.insertSeries(ctx, { id, ...body }))
  return written(ctx, id, 'vehicles.series-added', brand.id, { name: body.name })
}

export async function addVariant(ctx: Ctx, { model, ...body }: Body<typeof contract.createVariant>) {
  const line = await seriesOf(ctx, body.seriesId)
  const modelId = await queries.modelNamed(ctx, body.seriesId, model ?? line.name)
  const id = newId(ctx.now)
  await refuseTaken(body.name, queries.insertVariant(ctx, { id, modelId, ...body }))
  return written(ctx, id, 'vehicles.variant-added', line.brandId, {
    name: body.name,
    priceFen: body.priceFen,
  })
}

export async function addOption(ctx: Ctx, body: Body<typeof contract.createOption>) {
  const line = await seriesOf(ctx, body.seriesId)
  const id = newId(ctx.now)
  await refuseTaken(body.name, queries.insertOption(ctx, { id, ...body }))
  return written(ctx, id, 'vehicles.option-added', line.brandId, { name: body.name, priceFen: body.priceFen })
}

export const changeSeries = (ctx: Ctx, id: string, body: Body<typeof contract.editSeries>) =>
  changed(ctx, body.name, queries.updateSeries(ctx, id, body))
export const changeVariant = (ctx: Ctx, id: string, body: Body<typeof contract.editVariant>) =>
  changed(ctx, body.name, queries.updateVariant(ctx, id, body))
export const changeOption = (ctx: Ctx, id: string, body: Body<typeof contract.editOption>) =>
  changed(ctx, body.name, queries.updateOption(ctx, id, body))
export const dropOption = (ctx: Ctx, id: string) => changed(ctx, undefined, queries.deleteOption(ctx, id))

async function seriesOf(ctx: Ctx, id: string) {
  const { series } = await catalogue(ctx)
  const line = series.find((one) => one.id === id)
  if (!line) throw new Refused(vehicleProblems.seriesUnknown)
  return line
}

async function written(ctx: Ctx, id: string, type: string, brandId: string, data: Record<string, unknown>) {
  forgetCatalogue(ctx)
  await ctx.emit({ type, subjectId: id, brandId, data })
  return { id }
}

/** Every write to the catalogue is in the audit by trigger, prices included. */
async function changed(ctx: Ctx, name: string | undefined, work: Promise<boolean>): Promise<void> {
  if (!(await refuseTaken(name ?? '', work))) throw new Refused(commonProblems.notFound)
  forgetCatalogue(ctx)
}

async function refuseTaken<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw new Refused(vehicleProblems.nameTaken, { name })
    throw error
  }
}
