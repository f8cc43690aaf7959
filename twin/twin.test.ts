import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCreditCode } from '../server/kernel/credit-code.ts'
import { readPhone } from '../server/kernel/phone.ts'
import { readPlate } from '../server/kernel/plate.ts'
import { readResidentId } from '../server/kernel/resident-id.ts'
import { readVin } from '../server/kernel/vin.ts'
import { type WriteTwinOptions, writeTwin } from './index.ts'

type Row = Record<string, string>

const small: Omit<WriteTwinOptions, 'out'> = {
  seed: 7,
  dealers: 14,
  customers: 1200,
  months: 6,
  until: '2026-11-22',
}
const folders: string[] = []

async function makeTwin(changes: Partial<WriteTwinOptions> = {}): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'twin-'))
  folders.push(out)
  await writeTwin({ ...small, ...changes, out })
  return out
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file))
  return hash.digest('hex')
}

function readCsv(folder: string, file: string): Row[] {
  return parse(readFileSync(join(folder, file)), { columns: true, bom: true }) as Row[]
}

/** history/: what was sold and mended before the leads begin. */
function readBooks(folder: string, name: string): Row[] {
  const files = readdirSync(join(folder, 'history')).filter((file) => file.startsWith(name))
  return files.flatMap((file) => readCsv(folder, `history/${file}`))
}

function readDealerFile(folder: string, code: string, dialect: string): Row[] {
  const text = new TextDecoder(dialect === 'B' ? 'gb18030' : 'utf-8', { fatal: true }).decode(
    readFileSync(join(folder, `customers/${code}.csv`)),
  )
  return parse(text, { columns: true, bom: true, delimiter: dialect === 'C' ? ';' : ',' }) as Row[]
}

let twin = ''
beforeAll(async () => {
  twin = await makeTwin()
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the arguments decide every byte', () => {
  test('a twin that is asked for too much is refused', async () => {
    const out = join(tmpdir(), 'twin-refused')
    await expect(writeTwin({ ...small, customers: 0, out })).rejects.toThrow('customers')
    await expect(writeTwin({ ...small, dealers: 5001, out })).rejects.toThrow('dealers')
    await expect(writeTwin({ ...small, until: '22.11.2026', out })).rejects.toThrow('not a day')
  })

  test('the same seed writes the same bytes, also over an older twin', async () => {
    const again = await makeTwin({ dealers: 20, seed: 8 })
    await writeTwin({ ...small, out: again })
    expect(fingerprint(again)).toBe(fingerprint(twin))
  })

  test('another seed and heavier noise write others', async () => {
    expect(fingerprint(await makeTwin({ seed: 8 }))).not.toBe(fingerprint(twin))
    expect(fingerprint(await makeTwin({ noise: 'heavy' }))).not.toBe(fingerprint(twin))
  })
})

describe('what is written is well formed', () => {
  test('every VIN and plate of a delivery passes the kernel, and no VIN is given twice', () => {
    const deliveries = [...readBooks(twin, 'deliveries'), ...readCsv(twin, 'deliveries.csv')]
    expect(deliveries.length).toBeGreaterThan(500)
    for (const delivery of deliveries) {
      expect(readVin(delivery.vin ?? '')).toMatchObject({ ok: true, checkDigit: 'valid' })
      expect(readPlate(delivery.plate ?? '')).toMatchObject({ ok: true })
      expect(readPhone(delivery.phone ?? '')).toMatchObject({ ok: true, kind: 'mobile' })
    }
    expect(new Set(deliveries.map((delivery) => delivery.vin)).size).toBe(deliveries.length)
  })

  test('most IDs and credit codes in the dealers files pass, and the failing ones are the planted slips', () => {
    const seen = { ids: 0, badIds: 0, codes: 0, badCodes: 0 }
    for (const { dealer_code: code = '', dialect = '' } of readCsv(twin, 'truth/dealers.csv')) {
      for (const row of readDealerFile(twin, code, dialect)) {
        const id = row.证件号码 ?? row.身份证 ?? row.id_no ?? ''
        const credit = row.统一社会信用代码 ?? row.信用代码 ?? row.credit_code ?? ''
        if (id) seen.ids++
        if (id && !readResidentId(id).ok) seen.badIds++
        if (credit) seen.codes++
        if (credit && !readCreditCode(credit).ok) seen.badCodes++
      }
    }
    expect(seen.ids).toBeGreaterThan(500)
    expect(seen.badIds / seen.ids).toBeGreaterThan(0.002)
    expect(seen.badIds / seen.ids).toBeLessThan(0.06)
    expect(seen.codes).toBeGreaterThan(10)
    expect(seen.badCodes).toBeLessThanOrEqual(2)
  })

  test('the network is a tree whose parents come first, with codes used once', () => {
    const codes = new Set<string>()
    for (const unit of readCsv(twin, 'network.csv')) {
      if (unit.kind !== 'carmaker') expect(codes).toContain(unit.parent_code)
      expect(codes).not.toContain(unit.code)
      codes.add(unit.code ?? '')
    }
    expect([...codes].filter((code) => /^D\d{4}$/.test(code))).toHaveLength(14)
    for (const campaign of readCsv(twin, 'campaigns.csv')) {
      if (campaign.region_code) expect(codes).toContain(campaign.region_code)
    }
  })
})

describe('the funnel only goes forward', () => {
  test('moments of a lead never precede the one before, and leads lie in time order', () => {
    const steps = [
      'created_at',
      'dispatched_at',
      'first_feedback_at',
      'visit_at',
      'test_drive_at',
      'order_at',
      'delivery_at',
    ]
    let before = ''
    for (const lead of readCsv(twin, 'leads.csv')) {
      const moments = steps.map((step) => lead[step] ?? '').filter((moment) => moment !== '')
      expect(moments).toEqual([...moments].sort())
      expect((lead.created_at ?? '') >= before).toBe(true)
      before = lead.created_at ?? ''
      if (lead.lost_at) expect(lead.lost_at > (moments.at(-1) ?? '')).toBe(true)
      if (lead.delivery_at) expect(lead.lost_at).toBe('')
      if (lead.consent_dealer === 'n' && lead.source !== 'walk_in') expect(lead.dispatched_at).toBe('')
    }
    expect(before < '2026-11-12').toBe(true)
  })

  test('nothing happens after the day the files are drawn', () => {
    for (const file of ['leads.csv', 'orders.csv', 'deliveries.csv', 'call-log.csv', 'daily-counts.csv']) {
      const late = readFileSync(join(twin, file), 'utf8').match(/2026-11-(2[2-9]|30)T|2026-12-\d\dT/g)
      expect(late).toBeNull()
    }
  })

  test('files that are said to lie in time order do', () => {
    const column = {
      'orders.csv': 'ordered_at',
      'deliveries.csv': 'delivered_at',
      'call-log.csv': 'started_at',
      'repair-orders.csv': 'opened_at',
    }
    for (const [file, name] of Object.entries(column)) {
      const moments = readCsv(twin, file).map((row) => row[name] ?? '')
      expect(moments).toEqual([...moments].sort())
    }
  })

  test('the books end where the files beside the leads begin, and no order of either is told twice', () => {
    for (const [name, column] of Object.entries({ orders: 'ordered_at', deliveries: 'delivered_at' })) {
      const before = readBooks(twin, name)
      const since = readCsv(twin, `${name}.csv`)
      const moments = [...before, ...since].map((row) => row[column] ?? '')
      expect(before.length).toBeGreaterThan(since.length)
      expect(moments).toEqual([...moments].sort())
      const numbers = [...before, ...since].map((row) => row.order_no)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
    const repairs = [...readBooks(twin, 'repair-orders'), ...readCsv(twin, 'repair-orders.csv')]
    expect(new Set(repairs.map((row) => row.order_no)).size).toBe(repairs.length)
  })
})

describe('the truth refers to what exists', () => {
  test('every line of a dealer file, every lead and every arrival has exactly one person', () => {
    const expected = new Set<string>()
    for (const { dealer_code: code = '', dialect = '' } of readCsv(twin, 'truth/dealers.csv')) {
      readDealerFile(twin, code, dialect).forEach((_, at) => {
        expected.add(`customers/${code}.csv:${at + 1}`)
      })
    }
    for (const lead of readCsv(twin, 'leads.csv')) expected.add(lead.lead_no ?? '')
    for (const id of freshIds(twin)) expected.add(id)
    const told = readCsv(twin, 'truth/people.csv').map((row) => row.record ?? '')
    expect(new Set(told).size).toBe(told.length)
    expect(new Set(told)).toEqual(expected)
  })

  test('repeats point to the first enquiry of the same person', () => {
    const truth = readCsv(twin, 'truth/leads.csv')
    const person = new Map(truth.map((row) => [row.lead_no, row.person]))
    const repeats = truth.filter((row) => row.is_repeat_of !== '')
    expect(repeats.length / truth.length).toBeGreaterThan(0.08)
    for (const repeat of repeats) expect(person.get(repeat.is_repeat_of)).toBe(repeat.person)
  })

  test('orders and web forms name leads that exist', () => {
    const known = new Set(readCsv(twin, 'truth/leads.csv').map((row) => row.lead_no))
    for (const order of readCsv(twin, 'orders.csv')) if (order.lead_no) expect(known).toContain(order.lead_no)
    const events = readFileSync(join(twin, 'web-events.jsonl'), 'utf8').trim().split('\n')
    const linked = events.map((line) => (JSON.parse(line) as Row).leadExternalId).filter(Boolean)
    expect(linked.length).toBeGreaterThan(100)
    for (const id of linked) expect(known).toContain(id)
  })
})

/** External ids of what has only just arrived, from both kinds of file; a resent prospect counts once. */
function freshIds(folder: string): string[] {
  const json = readFileSync(join(folder, 'leads-recent.jsonl'), 'utf8').trim().split('\n')
  const ids = json.map((line) => (JSON.parse(line) as Row).externalId ?? '')
  for (const file of readdirSync(join(folder, 'adf'))) {
    const text = readFileSync(join(folder, 'adf', file), 'utf8')
    for (const match of text.matchAll(/<id sequence="1"[^>]*>([^<]+)</g)) ids.push(match[1] ?? '')
  }
  return ids
}
