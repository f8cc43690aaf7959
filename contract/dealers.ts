import { z } from 'zod'
import { day, endpoint, id, idParams, page, pageQuery, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** The network's levels, from the top down. */
export const nodeKinds = [
  'carmaker',
  'brand',
  'region',
  'area',
  'dealer',
  'showroom',
  'service-station',
] as const
export const nodeKind = z.enum(nodeKinds)
export type NodeKind = z.infer<typeof nodeKind>

/** Which level may hang from which. */
export const parentKinds: Record<NodeKind, readonly NodeKind[]> = {
  carmaker: [],
  brand: ['carmaker'],
  region: ['brand'],
  area: ['region'],
  dealer: ['area'],
  showroom: ['dealer'],
  'service-station': ['dealer'],
}

const code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/)
const capacity = z.int().min(0).max(10_000)

/** A brand, region or area with how many dealers stand below it. */
export const branch = z.object({
  id,
  code: z.string(),
  kind: nodeKind,
  name: z.string(),
  parentId: id.nullable(),
  brandId: id.nullable(),
  active: z.boolean(),
  dealerCount: z.int(),
  activeDealerCount: z.int(),
  /** Null for dealers, who do not see each other's plans. */
  monthlyCapacity: z.int().nullable(),
  version: z.int(),
})
export type Branch = z.infer<typeof branch>

export const dealerItem = z.object({
  id,
  code: z.string(),
  name: z.string(),
  active: z.boolean(),
  brandId: id,
  brandIds: z.array(id),
  regionId: id,
  regionName: z.string(),
  areaId: id,
  areaName: z.string(),
  divisionCode: z.string(),
  divisionName: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  latitude: z.number(),
  longitude: z.number(),
  monthlyCapacity: z.int().nullable(),
})
export type DealerItem = z.infer<typeof dealerItem>

export const dealerDetail = dealerItem.extend({
  zone: z.string(),
  openedOn: day.nullable(),
  siteCount: z.int(),
  sites: z.array(z.object({ id, code: z.string(), kind: nodeKind, name: z.string(), active: z.boolean() })),
  version: z.int(),
})
export type DealerDetail = z.infer<typeof dealerDetail>

export const readTree = endpoint({
  method: 'GET',
  path: '/api/dealers/tree',
  summary: {
    zh: '网络树：品牌、大区、区域及店数',
    en: 'The network tree: brands, regions and areas with their dealers counted',
  },
  reply: z.object({ items: z.array(branch) }),
})
export const listDealers = endpoint({
  method: 'GET',
  path: '/api/dealers',
  summary: { zh: '经销商列表', en: 'Dealers' },
  query: z.strictObject({
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    /** A brand, region or area: only dealers below it. */
    under: id.optional(),
    brandId: id.optional(),
    active: z.enum(['true', 'false']).optional(),
    q: z.string().trim().max(60).optional(),
  }),
  reply: page(dealerItem),
})
export const readDealer = endpoint({
  method: 'GET',
  path: '/api/dealers/:id',
  summary: { zh: '经销商', en: 'One dealer' },
  params: idParams,
  reply: dealerDetail,
})
export const changeDealer = endpoint({
  method: 'PATCH',
  path: '/api/dealers/:id',
  summary: {
    zh: '修改名称、产能、联系方式或停用',
    en: 'Change name, capacity, contact details, or switch off',
  },
  params: idParams,
  body: z.strictObject({
    name: text(80).optional(),
    active: z.boolean().optional(),
    monthlyCapacity: capacity.optional(),
    phone: z.string().trim().max(30).optional(),
    address: z.string().trim().max(200).optional(),
    version: z.int(),
  }),
  reply: dealerDetail,
})
export const createNode = endpoint({
  method: 'POST',
  path: '/api/dealers',
  summary: { zh: '新增网络节点', en: 'Add a node to the network' },
  body: z.strictObject({
    code,
    kind: z.enum(['region', 'area', 'dealer', 'showroom', 'service-station']),
    name: text(80),
    parentId: id,
    brandIds: z.array(id).max(20).optional(),
    divisionCode: z.string().trim().max(6).optional(),
    address: z.string().trim().max(200).optional(),
    phone: z.string().trim().max(30).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    monthlyCapacity: capacity.optional(),
    openedOn: day.optional(),
  }),
  reply: z.object({ id }),
  status: 201,
})

const holiday = z.object({ day, working: z.boolean(), name: z.string().trim().min(1).max(40) })
export const listHolidays = endpoint({
  method: 'GET',
  path: '/api/dealers/holidays',
  summary: { zh: '节假日与调休', en: 'Public holidays and make-up working days' },
  query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) }),
  reply: z.object({ items: z.array(holiday) }),
})
export const saveHolidays = endpoint({
  method: 'PUT',
  path: '/api/dealers/holidays',
  summary: { zh: '保存一年的节假日', en: 'Save the holidays of a year' },
  body: z.strictObject({ year: z.int().min(2000).max(2100), items: z.array(holiday).max(120) }),
  reply: z.object({ items: z.array(holiday) }),
})

export const dealerProblems = {
  codeTaken: { status: 409, zh: '编码 {code} 已被使用', en: 'The code {code} is already used' },
  wrongParent: {
    status: 422,
    zh: '{kind} 不能放在 {parent} 之下',
    en: 'A {kind} cannot stand below a {parent}',
  },
  dealerIncomplete: {
    status: 422,
    zh: '经销商还缺所在区划、坐标、品牌或产能',
    en: 'A dealer needs a division, coordinates, brands and a capacity',
  },
} satisfies Record<string, Refusal>

/** One row of network.csv, as an import reads it. */
export const networkColumns = [
  'code',
  'name',
  'kind',
  'parent_code',
  'brand_codes',
  'division_code',
  'address',
  'phone',
  'latitude',
  'longitude',
  'monthly_capacity',
  'opened_on',
] as const
