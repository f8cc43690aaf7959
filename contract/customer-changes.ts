import { z } from 'zod'
import { contactChannels, customerKinds, lifecycleStages, sexes } from './customers.ts'
import { day, endpoint, id, instant } from './endpoint.ts'

const text = z.string().nullable()
const node = z.object({ id, name: z.string() })

/** The golden record as another system takes it over; what is masked is masked as on the screen. */
export const sentCustomer = z.object({
  version: z.int(),
  kind: z.enum(customerKinds),
  stage: z.enum(lifecycleStages),
  name: z.string(),
  salutation: text,
  sex: z.enum(sexes).nullable(),
  birthOn: day.nullable(),
  phone: text,
  email: text,
  residentId: text,
  creditCode: text,
  company: text,
  divisionCode: text,
  address: text,
  preferredChannel: z.enum(contactChannels).nullable(),
  preferredHours: text,
  doNotContact: z.boolean(),
  deceased: z.boolean(),
  firstSource: text,
  brands: z.array(node),
  dealers: z.array(node),
})
export const customerChange = z.object({
  id,
  at: instant,
  /** `merged`: answered by the customer `into` from now on. `gone`: taken back with the import that brought them. */
  change: z.enum(['kept', 'merged', 'gone']),
  into: id.nullable(),
  /** Of `kept` alone. */
  customer: sentCustomer.nullable(),
})
export type CustomerChange = z.infer<typeof customerChange>

/**
 * For the carmaker's own CRM: whatever changed since last time. `next` is always there; who keeps it and asks with it again
 * misses nothing, and may be told of a change twice. `version` tells which is the newer.
 */
export const readChanges = endpoint({
  method: 'GET',
  path: '/api/customers/changes',
  summary: {
    zh: '客户变更（供外部系统按序领取）；明文另需查看明文的权限',
    en: 'Customers that changed, for another system to follow; plain values need the permission to reveal',
  },
  query: z.strictObject({
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
    contact: z.enum(['masked', 'plain']).default('masked'),
  }),
  reply: z.object({ items: z.array(customerChange), next: z.string(), more: z.boolean() }),
})
