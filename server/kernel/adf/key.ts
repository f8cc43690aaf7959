import { createHash } from 'node:crypto'
import { readPhone } from '../phone.ts'
import type { Prospect } from './types.ts'

/**
 * The key by which a re-sent enquiry is recognised: `(provider.service|provider.name, id source, id text)`;
 * without an id, vendor, phone and email, first car and the minute of the request. Where a part is missing
 * the content takes its place, so two empty templates never swallow each other. Hashed, because the parts
 * are a stranger's text of any length and the key is a unique column.
 */
export function adfKey(prospect: Prospect): string {
  const provider = plain(prospect.provider?.service ?? prospect.provider?.name)
  const id = firstId(prospect)
  if (id) return hashed('id', [provider, plain(id.source), id.value])
  const car = prospect.vehicles[0]
  const reach = reachOf(prospect)
  const minute = prospect.requestDate?.slice(0, 16) ?? prospect.requestDateRaw
  return hashed('content', [
    provider,
    vendorOf(prospect),
    reach || contentOf(prospect),
    plain(car?.make),
    plain(car?.model),
    minute ?? contentOf(prospect),
  ])
}

/** A prospect may carry several ids: the lowest `sequence` names it, whatever order they come in. */
function firstId(prospect: Prospect): Prospect['ids'][number] | undefined {
  const order = (sequence: string | null): number => {
    const number = Number(sequence ?? Number.NaN)
    return Number.isFinite(number) ? number : Number.MAX_SAFE_INTEGER
  }
  return prospect.ids.toSorted((one, other) => order(one.sequence) - order(other.sequence))[0]
}

function vendorOf({ vendor }: Prospect): string {
  return plain(vendor.ids[0]?.value ?? vendor.name ?? vendor.contact?.emails[0]?.address)
}

function reachOf({ customer }: Prospect): string {
  const sent = customer.phones[0]?.number
  const phone = sent === undefined ? null : readPhone(sent)
  const number = phone === null ? '' : phone.ok ? phone.e164 : plain(sent)
  const email = plain(customer.emails[0]?.address)
  return number || email ? JSON.stringify([number, email]) : ''
}

/** Everything that was said except how often: a resend differs only in `status`. */
function contentOf(prospect: Prospect): string {
  const { status: _status, raw: _raw, ...said } = prospect
  return JSON.stringify(said)
}

function plain(text: string | null | undefined): string {
  return (text ?? '').normalize('NFKC').trim().toLowerCase()
}

function hashed(kind: 'id' | 'content', parts: readonly string[]): string {
  return `adf-${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`
}
