import { useEffect, useState } from 'react'
import { checkDuplicates } from '../../../../contract/customers.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import { call } from '../../app/client.ts'
import { afterPause } from './afterPause.ts'

export type Typed = {
  kind?: 'person' | 'organisation'
  name?: string
  phone?: string
  residentId?: string
  creditCode?: string
  plate?: string
  email?: string
  birthOn?: string
  address?: string
}
export type Duplicates = Reply<typeof checkDuplicates>

const pauseMs = 400
const whole = (text: string | undefined, least: number) => {
  const trimmed = text?.trim() ?? ''
  return trimmed.length >= least ? trimmed : undefined
}

/** Who is known already, while somebody types. A failed check is silent: creating finds them anyway. */
export const useDuplicates = (typed: Typed): Duplicates | undefined => {
  const [found, setFound] = useState<Duplicates>()
  const { kind = 'person' } = typed
  const [name, phone] = [whole(typed.name, 2), whole(typed.phone, 7)]
  const [residentId, creditCode, plate] = [
    whole(typed.residentId, 15),
    whole(typed.creditCode, 18),
    whole(typed.plate, 7),
  ]
  const [email, birthOn, address] = [whole(typed.email, 6), whole(typed.birthOn, 10), whole(typed.address, 6)]
  useEffect(() => {
    // A birthday finds nobody by itself, but beside a name it does.
    const named = name && (birthOn || address)
    if (!phone && !residentId && !creditCode && !plate && !email && !named) return setFound(undefined)
    const body = {
      kind,
      name: name ?? '',
      phones: phone ? [phone] : [],
      ...(residentId ? { residentId } : {}),
      ...(creditCode ? { creditCode } : {}),
      ...(plate ? { plate } : {}),
      ...(email ? { email } : {}),
      ...(birthOn ? { birthOn } : {}),
      ...(address ? { address } : {}),
    }
    return afterPause(pauseMs, (signal) => call(checkDuplicates, { body }, { signal }), setFound)
  }, [kind, name, phone, residentId, creditCode, plate, email, birthOn, address])
  return found
}
