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
const words = z.object({ zh: z.string(), en: z.string() })
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
  sites: z.array(
    z.object({
      id,
      code: z.string(),
      kind: nodeKind,
      name: z.string(),
      active: z.boolean(),
      version: z.int(),
    }),
  ),
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
/** What a dealer is besides its name and place in the tree. */
const particulars = {
  /** A GB/T 2260 code, or words such as 浙江杭州滨江. */
  divisionCode: z.string().trim().max(60).optional(),
  address: z.string().trim().max(200).optional(),
  phone: z.string().trim().max(30).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  /** `Asia/Shanghai`; deadlines and reports follow it. */
  zone: z.string().max(60).optional(),
  monthlyCapacity: capacity.optional(),
  /** The brands it may sell; never none. */
  brandIds: z.array(id).max(20).optional(),
}
export const changeDealer = endpoint({
  method: 'PATCH',
  path: '/api/dealers/:id',
  summary: {
    zh: '修改名称、产能、所在地、联系方式、授权，或停用',
    en: 'Change name, capacity, place, contact details and brands, or switch off',
  },
  params: idParams,
  body: z.strictObject({
    name: text(80).optional(),
    active: z.boolean().optional(),
    openedOn: day.nullable().optional(),
    ...particulars,
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
    kind: nodeKind.exclude(['carmaker']),
    name: text(80),
    parentId: id,
    openedOn: day.optional(),
    ...particulars,
  }),
  reply: z.object({ id }),
  status: 201,
})

export const placedNode = z.object({
  id,
  code: z.string(),
  kind: nodeKind,
  name: z.string(),
  parentId: id.nullable(),
  active: z.boolean(),
  version: z.int(),
})
export type PlacedNode = z.infer<typeof placedNode>
export const readNode = endpoint({
  method: 'GET',
  path: '/api/dealers/nodes/:id',
  summary: { zh: '网络节点', en: 'One node of the network' },
  params: idParams,
  reply: placedNode,
})
export const changeNode = endpoint({
  method: 'PATCH',
  path: '/api/dealers/nodes/:id',
  summary: {
    zh: '修改品牌、大区、区域、展厅或服务站的名称，或停用',
    en: 'Rename a brand, region, area, showroom or service station, or switch it off',
  },
  params: idParams,
  body: z.strictObject({ name: text(80).optional(), active: z.boolean().optional(), version: z.int() }),
  reply: placedNode,
})

const somebody = z.object({ id, name: z.string(), nodeName: z.string(), roles: z.array(words) })
export const previewPlacement = endpoint({
  method: 'GET',
  path: '/api/dealers/nodes/:id/placement',
  summary: {
    zh: '移到另一上级之下：谁不再看到、谁开始看到',
    en: 'Moving below another parent: who loses and who gains sight of it',
  },
  params: idParams,
  query: z.strictObject({ parentId: id }),
  reply: z.object({
    from: z.object({ id, name: z.string() }),
    to: z.object({ id, name: z.string() }),
    /** Dealers that move along, itself included. */
    dealers: z.int(),
    loses: z.array(somebody),
    gains: z.array(somebody),
  }),
})
export const placeNode = endpoint({
  method: 'PUT',
  path: '/api/dealers/nodes/:id/placement',
  summary: { zh: '移到另一上级之下', en: 'Move below another parent' },
  params: idParams,
  body: z.strictObject({ parentId: id, version: z.int() }),
  reply: placedNode,
})

export const holiday = z.object({ day, working: z.boolean(), name: z.string().trim().min(1).max(40) })
export type Holiday = z.infer<typeof holiday>
/** Changes with every change of the year's list. */
const yearVersion = z.string().max(64)
export const listHolidays = endpoint({
  method: 'GET',
  path: '/api/dealers/holidays',
  summary: { zh: '节假日与调休', en: 'Public holidays and make-up working days' },
  query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) }),
  reply: z.object({ items: z.array(holiday), version: yearVersion }),
})
export const saveHolidays = endpoint({
  method: 'PUT',
  path: '/api/dealers/holidays',
  summary: { zh: '保存一年的节假日', en: 'Save the holidays of a year' },
  body: z.strictObject({
    year: z.int().min(2000).max(2100),
    items: z.array(holiday).max(120),
    /** As it was read; refused when somebody changed the year meanwhile. */
    version: yearVersion.optional(),
  }),
  reply: z.object({ items: z.array(holiday), version: yearVersion }),
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
    zh: '经销商还缺所在区划、坐标或产能',
    en: 'A dealer needs a division, coordinates and a capacity',
  },
  parentClosed: { status: 422, zh: '上级 {parent} 已停用', en: '{parent}, above it, is closed' },
  holdsLeads: {
    status: 409,
    zh: '{dealer} 还有 {leads} 条未关闭线索，请先改派或收回，再停用',
    en: '{dealer} holds {leads} open leads; dispatch or recall them first, then close it',
  },
  holdsDealers: {
    status: 409,
    zh: '{name} 之下还有 {dealers} 家营业的店，请先停用或移走',
    en: '{dealers} open dealers stand below {name}; close or move them first',
  },
  staysPut: {
    status: 422,
    zh: '只有区域和经销商可以移动；品牌、大区、展厅和服务站请停用后另建',
    en: 'Only areas and dealers move; close a brand, region, showroom or service station and add it anew',
  },
  otherBrand: {
    status: 422,
    zh: '{parent} 属于另一品牌；跨品牌请在授权品牌中增加',
    en: '{parent} belongs to another brand; give the dealer that brand instead',
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
