import { readFile, stat } from 'node:fs/promises'
import { importProblems } from '../../../../contract/imports.ts'
import { type Prospect, parseAdf } from '../../../kernel/adf/index.ts'
import { Refused } from '../../../kernel/errors.ts'
import type { TableRow } from '../../../kernel/tables/index.ts'
import { type AdfIdLike, adfNameOf } from './adf-name.ts'
import type { Source } from './source.ts'

/** A mail folder of a day; bigger feeds come as several files. */
const limits = { maxBytes: 64 * 1024 * 1024, maxProspects: 50_000 }

const columns = {
  lead_no: (p: Prospect) => idOf(p.ids, (id) => id.source !== 'campaign'),
  created_at: (p: Prospect) => p.requestDate ?? p.requestDateRaw,
  name: (p: Prospect) => adfNameOf(p.customer.name),
  phone: (p: Prospect) => phones(p)[0],
  phone2: (p: Prospect) => phones(p)[1],
  email: (p: Prospect) => p.customer.emails[0]?.address,
  city: (p: Prospect) => p.customer.address?.city,
  address: (p: Prospect) => p.customer.address?.street.join(' '),
  brand: (p: Prospect) => wanted(p)?.make,
  series: (p: Prospect) => wanted(p)?.model,
  variant: (p: Prospect) => wanted(p)?.trim,
  trade_in: (p: Prospect) => (p.vehicles.some((vehicle) => vehicle.interest === 'trade-in') ? 'y' : ''),
  campaign_code: (p: Prospect) => idOf(p.ids, (id) => id.source === 'campaign'),
  purchase_horizon: (p: Prospect) => p.customer.timeframe?.description,
  source: () => 'aggregator',
  medium: (p: Prospect) => p.provider?.name,
  dealer_code: (p: Prospect) => p.vendor.ids[0]?.value,
  consent_dealer: (p: Prospect) => consentIn(p.customer.comments)?.granted,
  consent_at: (p: Prospect) => consentIn(p.customer.comments)?.at,
  message: (p: Prospect) => p.customer.comments?.replace(consentMark, '').trim(),
  adf: (p: Prospect) => p.raw,
} satisfies Record<string, (prospect: Prospect) => string | null | undefined>

/** Every prospect as a row; the sender's own text stays in its last column and so in the source record. */
export async function openAdf(path: string): Promise<Source> {
  if ((await stat(path)).size > limits.maxBytes) throw new Refused(importProblems.tooLarge)
  const reading = parseAdf(await readFile(path), limits)
  if (reading.reason) throw new Refused(importProblems.notTable)
  const header = Object.keys(columns)
  const rows: TableRow[] = reading.prospects.map((prospect, at) => ({
    rowNumber: at + 1,
    cells: Object.values(columns).map((read) => read(prospect) ?? ''),
  }))
  async function* all() {
    yield rows
  }
  return { format: 'adf', encoding: 'utf-8', delimiter: null, header, rows: { [Symbol.asyncIterator]: all } }
}

const idOf = (ids: AdfIdLike[], wantedId: (id: AdfIdLike) => boolean) => ids.find(wantedId)?.value
const phones = (p: Prospect) => p.customer.phones.map((phone) => phone.number)
const wanted = (p: Prospect) =>
  p.vehicles.find((vehicle) => vehicle.interest !== 'trade-in' && vehicle.interest !== 'sell')

/** Senders without a field for it write the consent into the comments: `[consent dealer 2026-11-14T10:22:00+08:00]`. */
const consentMark = /\[(consent dealer ([^\]\s]+)|no dealer consent)\]/i
function consentIn(comments: string | null): { granted: string; at: string } | null {
  const found = comments ? consentMark.exec(comments) : null
  return found ? { granted: found[2] ? 'y' : 'n', at: found[2] ?? '' } : null
}
