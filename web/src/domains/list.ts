import type { DomainPart } from '../app/sources.ts'
import { dealersPart } from './dealers/routes.tsx'
import { sessionPart } from './session/routes.tsx'

/** Every domain's part of the web, by hand: add one line for a new domain. */
export const domains: DomainPart[] = [sessionPart, dealersPart]
