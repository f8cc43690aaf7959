import type { ConsentPurpose, ConsentRecipient } from '../../../../contract/consent.ts'
import type { Grade, Holder, Waiting } from '../../../../contract/lead-words.ts'
import type { FieldError } from '../../../kernel/errors.ts'

/** One enquiry as it arrives, from whatever door: texts are still texts. */
export type LeadArrival = {
  source: string
  /** The sender's own number: the same one again from the same source is a duplicate. */
  externalId?: string | null
  medium?: string | null
  /** A campaign's code or one of its tracking codes. */
  campaign?: string | null
  landingPage?: string | null
  /** The browser's, by our own script, where its user agreed. */
  visitorId?: string | null
  /** Code, name or id. */
  brand?: string | null
  series?: string | null
  variant?: string | null
  person: ArrivingContact
  /** `week`, `month`, `quarter`, `later`, or words such as 一个月内. */
  horizon?: string | null
  budgetFen?: number | null
  tradeIn?: boolean | null
  wantedDealer?: string | null
  message?: string | null
  consents?: ArrivingConsent[]
  capturedAt?: Date | null
  importId?: string | null
  /** As it came; kept as the source record. */
  raw: unknown
  knownCustomerId?: string | null
  /** The dealer captured the person itself (walk-in, call): no dispatch, and the person has been reached. */
  own?: ArrivingOwn | null
  /** Somebody at the contact centre has just spoken with the person: no qualification, or nurture without dispatch. */
  qualified?: 'dispatch' | 'nurture' | null
  /** Typed in by a person: refused without what this step must have. */
  step?: 'lead' | 'dispatch'
  /** Rather kept for a person to look at than refused: e-mails and foreign formats. */
  tolerant?: boolean
  /** What happened since, when an old lead table is imported. */
  history?: LeadHistory | null
}

/** `at`: when that was, where a book tells of it later. Who ordered came in first. */
export type ArrivingOwn = {
  dealerId: string
  consultantId: string | null
  stage: 'profile' | 'visit' | 'order'
  at?: Date | null
}

export type ArrivingContact = {
  kind?: 'person' | 'organisation'
  name?: string | null
  salutation?: string | null
  sex?: 'female' | 'male' | null
  phones?: (string | null | undefined)[]
  email?: string | null
  company?: string | null
  /** A division code, or words such as 浙江杭州滨江. */
  division?: string | null
  address?: string | null
  residentId?: string | null
}

export type ArrivingConsent = {
  purpose: ConsentPurpose
  recipient: ConsentRecipient
  /** A dealer's code, when the consent is for that dealer only. */
  dealer?: string | null
  granted: boolean
  channel?: string | null
  evidence?: string | null
  textVersion?: string | null
}

export type LeadHistory = {
  dealer?: string | null
  dispatchedAt?: Date | null
  firstFeedbackAt?: Date | null
  contacted?: boolean | null
  visitedAt?: Date | null
  testDrivenAt?: Date | null
  orderedAt?: Date | null
  deliveredAt?: Date | null
  lostAt?: Date | null
  lostReason?: string | null
  winBackOn?: string | null
  nextStep?: string | null
  nextStepOn?: string | null
  consultantId?: string | null
  revenueFen?: number | null
}

export type LeadCaptured = {
  code: 'created' | 'merged' | 'duplicate' | 'refused'
  leadId: string | null
  number: string | null
  customerId: string | null
  holder: Holder | null
  dealerId: string | null
  waiting: Waiting | null
  grade: Grade | null
  score: number | null
  /** Why it was refused, field by field. */
  errors: FieldError[]
  /** What was left out, though the enquiry was taken. */
  notes: FieldError[]
}

export const refusal = (errors: FieldError[], notes: FieldError[] = []): LeadCaptured => ({
  code: 'refused',
  leadId: null,
  number: null,
  customerId: null,
  holder: null,
  dealerId: null,
  waiting: null,
  grade: null,
  score: null,
  errors,
  notes,
})
