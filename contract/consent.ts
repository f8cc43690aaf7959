import { z } from 'zod'

export const consentPurposes = ['sales', 'service', 'marketing', 'personalisation'] as const
export const consentRecipients = ['carmaker', 'dealer', 'finance', 'insurer', 'media'] as const
export const consentPurpose = z.enum(consentPurposes)
export const consentRecipient = z.enum(consentRecipients)
export type ConsentPurpose = z.infer<typeof consentPurpose>
export type ConsentRecipient = z.infer<typeof consentRecipient>
