import { divisionByCode, divisionsWithin } from '../../../../kernel/divisions.ts'

/** '33' or '3301' as the maps know them: six digits. */
export const sixDigits = (code: string): string => code.padEnd(6, '0')
export const divisionName = (code: string): string => divisionByCode(code)?.name ?? code
export const provinces = divisionsWithin(null)
