import { z } from 'zod'
import { day, endpoint, fen, id, idParams, instant, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const keeperRoles = ['owner', 'driver', 'payer', 'buyer', 'contact'] as const
export const energies = [
  'petrol',
  'diesel',
  'hybrid',
  'plug-in-hybrid',
  'range-extender',
  'electric',
  'hydrogen',
] as const
const priceFen = fen.min(0).max(10_000_000_000)
const name = text(80)

const variant = z.object({
  id,
  name: z.string(),
  priceFen: fen,
  active: z.boolean(),
  modelId: id,
  model: z.string(),
})
const option = z.object({ id, name: z.string(), priceFen: fen })
const series = z.object({
  id,
  brandId: id,
  name: z.string(),
  segment: z.string(),
  energy: z.string(),
  active: z.boolean(),
  variants: z.array(variant),
  options: z.array(option),
})
export type CatalogueSeriesReply = z.infer<typeof series>
export const readCatalogue = endpoint({
  method: 'GET',
  path: '/api/catalogue',
  summary: { zh: '车型目录：品牌、车系、车型、选装', en: 'The catalogue: brands, series, variants, options' },
  reply: z.object({
    brands: z.array(z.object({ id, code: z.string(), name: z.string() })),
    series: z.array(series),
  }),
})

const made = z.object({ id })
export const createSeries = endpoint({
  method: 'POST',
  path: '/api/catalogue/series',
  summary: { zh: '新增车系', en: 'Add a series' },
  body: z.strictObject({ brandId: id, name, segment: text(20), energy: text(20) }),
  reply: made,
  status: 201,
})
export const editSeries = endpoint({
  method: 'PATCH',
  path: '/api/catalogue/series/:id',
  summary: { zh: '修改车系', en: 'Change a series' },
  params: idParams,
  body: z.strictObject({
    name: name.optional(),
    segment: text(20).optional(),
    energy: text(20).optional(),
    active: z.boolean().optional(),
  }),
})
export const createVariant = endpoint({
  method: 'POST',
  path: '/api/catalogue/variants',
  summary: { zh: '新增车型', en: 'Add a variant' },
  body: z.strictObject({ seriesId: id, model: name.optional(), name, priceFen }),
  reply: made,
  status: 201,
})
export const editVariant = endpoint({
  method: 'PATCH',
  path: '/api/catalogue/variants/:id',
  summary: { zh: '修改车型与价格', en: 'Change a variant and its price' },
  params: idParams,
  body: z.strictObject({
    name: name.optional(),
    priceFen: priceFen.optional(),
    active: z.boolean().optional(),
  }),
})
export const createOption = endpoint({
  method: 'POST',
  path: '/api/catalogue/options',
  summary: { zh: '新增选装', en: 'Add an option' },
  body: z.strictObject({ seriesId: id, name, priceFen }),
  reply: made,
  status: 201,
})
export const editOption = endpoint({
  method: 'PATCH',
  path: '/api/catalogue/options/:id',
  summary: { zh: '修改选装', en: 'Change an option' },
  params: idParams,
  body: z.strictObject({ name: name.optional(), priceFen: priceFen.optional() }),
})
export const removeOption = endpoint({
  method: 'DELETE',
  path: '/api/catalogue/options/:id',
  summary: { zh: '删除选装', en: 'Remove an option' },
  params: idParams,
})

export const vehicleRow = z.object({
  id,
  vin: z.string(),
  /** Masked. */
  plate: z.string().nullable(),
  brand: z.string().nullable(),
  series: z.string().nullable(),
  variant: z.string().nullable(),
  dealer: z.object({ id, name: z.string() }).nullable(),
  soldOn: day.nullable(),
  priceFen: fen.nullable(),
  lastServiceOn: day.nullable(),
  mileageKm: z.int().nullable(),
  keepers: z.array(
    z.object({
      customerId: id,
      name: z.string(),
      role: z.enum(keeperRoles),
      fromOn: day.nullable(),
      untilOn: day.nullable(),
    }),
  ),
  updatedAt: instant,
})
export type VehicleRow = z.infer<typeof vehicleRow>
export const listVehicles = endpoint({
  method: 'GET',
  path: '/api/vehicles',
  summary: { zh: '查找车辆', en: 'Find vehicles' },
  /** `q`: a plate, a VIN or its last six to eight characters, or a keeper's name or phone. */
  query: z.strictObject({
    q: z.string().trim().max(100).optional(),
    series: id.optional(),
    dealer: id.optional(),
    ...pageQuery,
  }),
  reply: page(vehicleRow),
})
export const customerVehicles = endpoint({
  method: 'GET',
  path: '/api/customers/:id/vehicles',
  summary: { zh: '客户名下与相关车辆', en: 'Vehicles around a customer' },
  params: idParams,
  reply: z.object({ items: z.array(vehicleRow) }),
})

export const setKeeper = endpoint({
  method: 'PUT',
  path: '/api/vehicles/:id/keepers',
  summary: { zh: '登记或结束某人与车辆的关系', en: 'Give somebody a role around a vehicle, or end it' },
  params: idParams,
  body: z.strictObject({
    customerId: id,
    role: z.enum(keeperRoles),
    fromOn: day.optional(),
    /** Ends the role on this day. */
    untilOn: day.optional(),
  }),
})

export const vehicleProblems = {
  roleNone: { status: 404, zh: '没有登记过这一关系', en: 'This person has no such role around the vehicle' },
  untilEarly: {
    status: 422,
    zh: '结束日期不能早于开始日期',
    en: 'The end cannot be before the beginning',
  },
  brandUnknown: { status: 422, zh: '没有这个品牌', en: 'No such brand' },
  seriesUnknown: { status: 422, zh: '没有这个车系', en: 'No such series' },
  nameTaken: { status: 409, zh: '这个名称已在用：{name}', en: 'This name is in use: {name}' },
} satisfies Record<string, Refusal>
