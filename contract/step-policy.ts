import { z } from 'zod'
import { stepPolicy } from './credibility.ts'
import { endpoint, instant } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** Steps that refuse to go on without what they must have. */
export const policySteps = ['lead', 'dispatch', 'test-drive', 'order', 'delivery'] as const
export type PolicyStep = (typeof policySteps)[number]

export const askable = ['name', 'phone', 'divisionCode', 'address', 'email', 'residentId', 'birthOn'] as const
export type Askable = (typeof askable)[number]

/** What each step can be told to insist on, beside the name, without which there is nobody: what its forms have, or the customer’s page. */
export const requirable = {
  lead: ['phone', 'divisionCode'],
  dispatch: ['phone', 'divisionCode'],
  'test-drive': ['phone', 'divisionCode', 'address', 'email', 'residentId', 'birthOn'],
  order: ['phone', 'divisionCode', 'address', 'email', 'residentId', 'birthOn'],
  delivery: ['phone', 'divisionCode', 'address', 'email', 'residentId', 'birthOn'],
} as const satisfies Record<PolicyStep, readonly Askable[]>

export const isRequirable = (step: PolicyStep, field: string): boolean =>
  (requirable[step] as readonly string[]).includes(field)

const fields = (step: PolicyStep) =>
  z
    .array(z.enum(askable))
    .max(askable.length)
    .refine((list) => list.every((one) => one === 'name' || isRequirable(step, one)))
export const required = z.strictObject({
  lead: fields('lead'),
  dispatch: fields('dispatch'),
  'test-drive': fields('test-drive'),
  order: fields('order'),
  delivery: fields('delivery'),
})
export type Required = z.infer<typeof required>

/** Until somebody saves another: what the steps of contract/credibility.ts say. The VIN of a delivery is the form's own. */
export const startingRequired = Object.fromEntries(
  policySteps.map((step) => [step, stepPolicy[step].required.filter((field) => isRequirable(step, field))]),
) as Required

const shown = z.object({
  /** 0: never saved. */
  number: z.int(),
  version: z.int(),
  updatedAt: instant.nullable(),
  required,
})
export type StepPolicy = z.infer<typeof shown>
export const readStepPolicy = endpoint({
  method: 'GET',
  path: '/api/step-policy',
  summary: { zh: '各流程步骤的必填信息', en: 'What each step of the process must have' },
  reply: shown,
})
export const saveStepPolicy = endpoint({
  method: 'PUT',
  path: '/api/step-policy',
  summary: { zh: '修改各步骤的必填信息', en: 'Change what each step must have' },
  body: z.strictObject({ required, version: z.int() }),
  reply: shown,
})
export const listStepPolicyVersions = endpoint({
  method: 'GET',
  path: '/api/step-policy/versions',
  summary: { zh: '必填信息的历次版本（最近 50 个）', en: 'Versions of what steps must have, the latest 50' },
  reply: z.object({
    items: z.array(z.object({ number: z.int(), at: instant, by: z.string(), required })),
  }),
})

export const stepPolicyProblems = {
  byCarmaker: {
    status: 403,
    zh: '各步骤的必填信息全网一致，只能由总部修改',
    en: 'What steps must have is the same for the whole network; only head office changes it',
  },
} satisfies Record<string, Refusal>
